import { LocalRepository } from '../../src/gitops/local-repository';
import { Refusal } from '../../src/model/refusal';
import { git } from '../helpers/a-repository';
import { addHook, aDraft, aRemote, aWriter, headOf } from '../helpers/a-remote';
import { aSpyGit } from '../helpers/a-spy-git';

const name = 'refs/slipway/proposals/r-1';

test('a ref of our own is made, moved forward, listed with its files, and deleted', async () => {
  const remote = aRemote();
  const [writer, reader] = [await aWriter(remote), await aWriter(remote)];
  const [first = ''] = await writer.commit(undefined, [aDraft('proposal.json', '{}')]);
  const [second = ''] = await writer.commit(first, [aDraft('approvals/1.json', '{}')]);

  const made = await writer.pushRef(name, undefined, first);
  const listed = await reader.refs('refs/slipway/proposals/');
  const moved = await writer.pushRef(name, first, second);
  await writer.pushRef('refs/slipway/evidence', undefined, first);
  const all = await reader.refs('refs/slipway/');
  const files = await reader.files(second, '');
  const deleted = await writer.pushRef(name, second, undefined);
  const none = await reader.refs('refs/slipway/proposals/');

  expect([made, moved, deleted]).toEqual([{ kind: 'done' }, { kind: 'done' }, { kind: 'done' }]);
  expect([...listed]).toEqual([[name, first]]);
  expect([...all]).toEqual([
    ['refs/slipway/evidence', first],
    [name, second],
  ]);
  expect(files.list('approvals')).toEqual([{ name: '1.json', kind: 'file' }]);
  expect([...none]).toEqual([]);
});

describe('compare and swap', () => {
  test('a ref that is there is not made again, not even of an older commit on the way', async () => {
    const remote = aRemote();
    const writer = await aWriter(remote);
    const [first = ''] = await writer.commit(undefined, [aDraft('x', '1')]);
    const [second = ''] = await writer.commit(first, [aDraft('x', '2')]);
    await writer.pushRef(name, undefined, first);

    expect(await writer.pushRef(name, undefined, second)).toEqual({ kind: 'race', head: first });
    expect(headOf(remote, name)).toBe(first);
  });

  test('an approval that came in between is not lost, and not deleted', async () => {
    const remote = aRemote();
    const [one, other] = [await aWriter(remote), await aWriter(remote)];
    const [first = ''] = await one.commit(undefined, [aDraft('x', '1')]);
    await one.pushRef(name, undefined, first);
    await other.refs('refs/slipway/');
    const [ours = ''] = await one.commit(first, [aDraft('approvals/1', 'ours')]);
    const [theirs = ''] = await other.commit(first, [aDraft('approvals/1', 'theirs')]);
    await other.pushRef(name, first, theirs);

    expect(await one.pushRef(name, first, ours)).toEqual({ kind: 'race', head: theirs });
    expect(await one.pushRef(name, first, undefined)).toEqual({ kind: 'race', head: theirs });
    expect(headOf(remote, name)).toBe(theirs);
  });

  test('what would replace the work of others is not pushed at all', async () => {
    const remote = aRemote();
    const writer = await aWriter(remote);
    const [first = '', other = ''] = [
      ...(await writer.commit(undefined, [aDraft('x', '1')])),
      ...(await writer.commit(undefined, [aDraft('x', '2')])),
    ];
    await writer.pushRef(name, undefined, first);

    await expect(writer.pushRef(name, first, other)).rejects.toThrow(Refusal);
    expect(headOf(remote, name)).toBe(first);
  });

  test('an answer that was lost: it is done when it is there, alone or below others', async () => {
    const remote = aRemote();
    const [one, other] = [await aWriter(remote), await aWriter(remote)];
    const [first = ''] = await one.commit(undefined, [aDraft('x', '1')]);
    addHook(remote, 'post-update', 'kill -9 $PPID');

    const made = await one.pushRef(name, undefined, first);
    await other.refs('refs/slipway/');
    const [second = ''] = await other.commit(first, [aDraft('y', '1')]);
    await other.pushRef(name, first, second);
    const again = await one.pushRef(name, undefined, first);
    const deleted = await one.pushRef(name, second, undefined);
    const deletedAgain = await one.pushRef(name, second, undefined);

    expect([made, again, deleted, deletedAgain]).toEqual(Array.from({ length: 4 }, () => ({ kind: 'done' })));
  });
});

/** What some forges do: they take branches and tags, and nothing else. */
const branchesOnly =
  'while read -r old new ref; do case $ref in refs/heads/*|refs/tags/*) ;; *) echo "deny updating a hidden ref: $ref"; exit 1;; esac; done';

describe('a remote that takes branches only', () => {
  test('own refs are branches there, for everybody who comes later, and are called by the same names', async () => {
    const remote = aRemote();
    addHook(remote, 'pre-receive', branchesOnly);
    const [writer, later] = [await aWriter(remote), await aWriter(remote)];
    const [first = ''] = await writer.commit(undefined, [aDraft('x', '1')]);
    const [second = ''] = await writer.commit(first, [aDraft('y', '1')]);

    const made = await writer.pushRef(name, undefined, first);
    const moved = await writer.pushRef(name, first, second);
    const listed = await later.refs('refs/slipway/');
    const [third = ''] = await later.commit(second, [aDraft('z', '1')]);
    const movedByOther = await later.pushRef(name, second, third);
    const evidence = await later.pushRef('refs/slipway/evidence', undefined, first);
    const local = await LocalRepository.open(remote, process.env);

    expect([made, moved, movedByOther, evidence]).toEqual(Array.from({ length: 4 }, () => ({ kind: 'done' })));
    expect([...listed]).toEqual([[name, second]]);
    expect([...(await local.refs('refs/slipway/'))]).toEqual([
      ['refs/slipway/evidence', first],
      [name, third],
    ]);
    expect(git(remote, ['for-each-ref', '--format=%(refname)'])).toBe(
      ['refs/heads/main', 'refs/heads/slipway/evidence', 'refs/heads/slipway/proposals/r-1', ''].join('\n'),
    );
    expect(await later.pushRef(name, third, undefined)).toEqual({ kind: 'done' });
    expect([...(await writer.refs('refs/slipway/proposals/'))]).toEqual([]);
  });

  test('it is asked once, and not at all by who finds refs there', async () => {
    const spies = [aSpyGit(), aSpyGit()] as const;
    const remote = aRemote();
    addHook(remote, 'pre-receive', branchesOnly);
    const [writer, later] = [
      await aWriter(remote, { variables: { PATH: spies[0].path } }),
      await aWriter(remote, { variables: { PATH: spies[1].path } }),
    ];
    const [first = ''] = await writer.commit(undefined, [aDraft('x', '1')]);

    for (const one of ['a', 'b', 'c']) await writer.pushRef(`refs/slipway/proposals/${one}`, undefined, first);
    await later.refs('refs/slipway/');
    await later.pushRef('refs/slipway/proposals/d', undefined, first);

    const asked = spies.map(({ calls }) =>
      calls().filter((words) => /:refs\/slipway\//.test(words.at(-1) ?? '') && words.includes('push')),
    );
    expect(asked.map(({ length }) => length)).toEqual([1, 0]);
  });

  test('who may not push at all reads what the remote says of the ref', async () => {
    const remote = aRemote();
    addHook(remote, 'update', 'echo "no writing of $1 for you"; exit 1');
    const writer = await aWriter(remote);
    const [first = ''] = await writer.commit(undefined, [aDraft('x', '1')]);

    expect(await writer.pushRef(name, undefined, first)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(`no writing of ${name} for you`),
    });
  });

  test('a remote that has such refs is not left for branches when it refuses one', async () => {
    const remote = aRemote();
    const writer = await aWriter(remote);
    const [first = ''] = await writer.commit(undefined, [aDraft('x', '1')]);
    await writer.pushRef('refs/slipway/evidence', undefined, first);
    addHook(remote, 'update', 'case $1 in refs/slipway/*) exit 1;; esac');

    const later = await aWriter(remote);
    await later.refs('refs/slipway/');
    expect(await later.pushRef(name, undefined, first)).toMatchObject({ kind: 'refused' });
    expect(git(remote, ['for-each-ref', '--format=%(refname)', 'refs/heads'])).toBe('refs/heads/main\n');
  });
});

test('refs of others are out of reach', async () => {
  const remote = aRemote();
  const writer = await aWriter(remote);
  const base = (await writer.fetch()) ?? '';

  for (const one of [
    'refs/heads/main',
    'refs/slipway',
    'refs/heads/slipway/x',
    'refs/tags/slipway/x',
    'HEAD',
    'refs/slipway/../heads/main',
    '',
  ]) {
    expect(() => writer.pushRef(one, base, undefined)).toThrow(Refusal);
    expect(() => writer.refs(one)).toThrow(Refusal);
  }
  expect(git(remote, ['for-each-ref', '--format=%(refname)'])).toBe('refs/heads/main\n');
});
