import { Refusal } from '../../src/model/refusal';
import { git } from '../helpers/a-repository';
import { addHook, aDraft, aRemote, aWriter, headOf } from '../helpers/a-remote';

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

  test('a remote that wants no such refs says so', async () => {
    const remote = aRemote();
    addHook(remote, 'update', 'case $1 in refs/heads/*) ;; *) echo "funny refname"; exit 1;; esac');
    const writer = await aWriter(remote);
    const [first = ''] = await writer.commit(undefined, [aDraft('x', '1')]);

    expect(await writer.pushRef(name, undefined, first)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('funny refname'),
    });
    expect(await writer.pushRef('refs/heads/slipway/r-1', undefined, first)).toEqual({ kind: 'done' });
    expect([...(await writer.refs('refs/heads/slipway/'))]).toEqual([['refs/heads/slipway/r-1', first]]);
  });
});

test('refs of others are out of reach', async () => {
  const remote = aRemote();
  const writer = await aWriter(remote);
  const base = (await writer.fetch()) ?? '';

  for (const one of [
    'refs/heads/main',
    'refs/slipway',
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
