import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { GitWriter } from '../../src/gitops/git-writer';
import { GitError } from '../../src/gitops/run-git';
import { Refusal } from '../../src/model/refusal';
import { aBareRepository, commitFiles, git } from '../helpers/a-repository';
import { addHook, aDraft, aRemote, aWriter, headOf } from '../helpers/a-remote';
import { temporaryFolder } from '../helpers/temporary-folder';

test('a change is fetched, committed and pushed', async () => {
  const remote = aRemote();
  const writer = await aWriter(remote);
  const base = await writer.fetch();

  const [first = '', second = ''] = await writer.commit(base, [
    aDraft('a/one.txt', 'uno\n', 'first\n'),
    aDraft('a/new/ünïcode "x".txt', 'new\n', 'second\n'),
  ]);
  const before = headOf(remote);
  const outcome = await writer.push(base, second);

  expect(before).toBe(base);
  expect(outcome).toEqual({ kind: 'done' });
  expect(headOf(remote)).toBe(second);
  const people =
    'A Developer <developer@example.com> 2026-12-24T18:00:00+01:00, Slipway <slipway@example.com> 2026-12-24T18:00:00+01:00';
  expect(git(remote, ['log', '--reverse', '--format=%P %H %an <%ae> %aI, %cn <%ce> %cI: %s', `${base}..main`])).toBe(
    `${base} ${first} ${people}: first\n${first} ${second} ${people}: second\n`,
  );
  expect(git(remote, ['ls-tree', '-r', '-z', '--name-only', 'main']).split('\0')).toEqual([
    'a/new/ünïcode "x".txt',
    'a/one.txt',
    'b/two.txt',
    '',
  ]);
  expect(git(remote, ['show', `${first}:a/one.txt`])).toBe('uno\n');
  expect(await writer.fetch()).toBe(second);
  expect([...(await writer.listing(second, 'a/new')).keys()]).toEqual(['a/new/ünïcode "x".txt']);
  const files = await writer.files(second, 'a');
  expect((await files.read(['one.txt'])).get('one.txt')?.toString()).toBe('uno\n');
});

test('what a draft removes is gone, also when something else comes in its place', async () => {
  const remote = aRemote({ 'a/x': '1', 'a/y': '2', 'b/z': '3' });
  const writer = await aWriter(remote);
  const base = await writer.fetch();
  const files = [
    { path: 'a', content: 'a file now' },
    { path: 'a/x', content: undefined },
    { path: 'a/y', content: undefined },
    { path: 'b/z', content: undefined },
  ];

  const [head = ''] = await writer.commit(base, [{ ...aDraft('x', ''), files }]);

  expect([...(await writer.listing(head, '')).keys()]).toEqual(['a']);
});

test.each(['sha1', 'sha256'] as const)(
  'a history may begin: the first commit of an empty %s repository',
  async (format) => {
    const remote = aBareRepository(format);
    // Only refs show how a remote names its objects.
    if (format === 'sha256') git(remote, ['update-ref', 'refs/heads/other', aCommitElsewhere(remote)]);
    const writer = await aWriter(remote);

    const base = await writer.fetch();
    const [head = ''] = await writer.commit(base, [aDraft('a', '1')]);
    const outcome = await writer.push(base, head);

    expect([base, outcome]).toEqual([undefined, { kind: 'done' }]);
    expect(headOf(remote)).toBe(head);
    expect(git(remote, ['fsck', '--strict'])).toBe('');
  },
);

describe('the state of the remote says how a push ended', () => {
  test('somebody was faster: the new head is told, and nothing of theirs is lost', async () => {
    const remote = aRemote();
    const [one, other] = [await aWriter(remote), await aWriter(remote)];
    const base = await one.fetch();
    await other.fetch();
    const [ours = ''] = await one.commit(base, [aDraft('x', 'ours')]);
    const [theirs = ''] = await other.commit(base, [aDraft('x', 'theirs')]);
    await other.push(base, theirs);

    expect(await one.push(base, ours)).toEqual({ kind: 'race', head: theirs });
    expect(headOf(remote)).toBe(theirs);
    expect(await one.fetch()).toBe(theirs);
  });

  test('a push whose answer was lost is done, also when others went on', async () => {
    const remote = aRemote();
    const [one, other] = [await aWriter(remote), await aWriter(remote)];
    const base = await one.fetch();
    const [ours = ''] = await one.commit(base, [aDraft('x', 'ours')]);
    await one.push(base, ours);
    const after = await other.fetch();
    const [theirs = ''] = await other.commit(after, [aDraft('y', 'theirs')]);
    await other.push(after, theirs);

    expect(await one.push(base, ours)).toEqual({ kind: 'done' });
    expect(headOf(remote)).toBe(theirs);
  });

  test('a server that fails after it has taken the commit has taken it', async () => {
    const remote = aRemote();
    addHook(remote, 'post-update', 'kill -9 $PPID');
    const writer = await aWriter(remote);
    const base = await writer.fetch();
    const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);

    expect(await writer.push(base, head)).toEqual({ kind: 'done' });
  });

  test('a hook that declines is asked once, and its text is told, made harmless and short', async () => {
    const remote = aRemote();
    const long = 'x'.repeat(5000);
    const text = `\\033[31mno\\033]8;;http://example.com\\007 fetch first; see https://me:secret@example.com ${long}`;
    addHook(remote, 'pre-receive', `echo asked >> asked; printf '${text}\\n' >&2; exit 1`);
    const writer = await aWriter(remote);
    const base = await writer.fetch();
    const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);

    const outcome = await writer.push(base, head);

    const message = outcome.kind === 'refused' ? outcome.message : '';
    expect(message).toMatch(
      /^\\u001b\[31mno\\u001b\]8;;http:\/\/example.com\\u0007 fetch first; see https:\/\/\.\.\.@example/,
    );
    expect(message).toHaveLength(1000);
    expect(headOf(remote)).toBe(base);
    expect(readFileSync(join(remote, 'asked'), 'utf8')).toBe('asked\n');
  });

  test('a remote that cannot be asked is an error: nobody knows', async () => {
    const remote = aRemote();
    const writer = await aWriter(remote);
    const base = await writer.fetch();
    const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);
    rmSync(remote, { recursive: true });

    await expect(writer.push(base, head)).rejects.toThrow(GitError);
    await expect(writer.fetch()).rejects.toThrow(`"file://${remote}" cannot be reached: `);
  });
});

describe('a push that would replace something is not made', () => {
  test('of a commit that does not stand on the base', async () => {
    const remote = aRemote();
    const writer = await aWriter(remote);
    const base = (await writer.fetch()) ?? '';
    const [other = ''] = await writer.commit(undefined, [aDraft('x', '1')]);

    await expect(writer.push(base, other)).rejects.toThrow(`commit ${other} does not stand on ${base}`);
    await expect(writer.push(base, '1'.repeat(40))).rejects.toThrow('fetch, and commit again');
    expect(headOf(remote)).toBe(base);
  });

  test('over a history that somebody has replaced: it is refused, with what to do, also by the next process', async () => {
    const remote = aRemote();
    const folder = temporaryFolder();
    const writer = await aWriter(remote, { folder });
    const before = await writer.fetch();
    const [lost = ''] = await writer.commit(before, [aDraft('x', '1')]);
    await writer.push(before, lost);
    git(remote, ['update-ref', 'refs/heads/main', before ?? '']);
    const words = `the history of "refs/heads/main" at "file://${remote}" was replaced: ${lost} was its head, and it is ${before} now`;

    await expect(writer.fetch()).rejects.toThrow(words);
    await writer.close();
    const next = await aWriter(remote, { folder });
    await expect(next.fetch()).rejects.toThrow(Refusal);
    await next.close();
    rmSync(join(folder, 'clone.git'), { recursive: true });
    await expect((await aWriter(remote, { folder })).fetch()).rejects.toThrow(words);
  });

  test('to a branch that is gone', async () => {
    const remote = aRemote();
    const writer = await aWriter(remote);
    const base = await writer.fetch();
    git(remote, ['update-ref', '-d', 'refs/heads/main']);

    await expect(writer.fetch()).rejects.toThrow(`${base} was its head, and it is gone`);
  });
});

test('a folder is used by one process at a time, and free again when it is closed', async () => {
  const [remote, folder] = [aRemote(), temporaryFolder()];
  const writer = await aWriter(remote, { folder });

  await expect(aWriter(remote, { folder })).rejects.toThrow(`the clone in "${folder}" is used by another process`);
  await writer.close();
  await expect(aWriter(remote, { folder })).resolves.toBeInstanceOf(GitWriter);
});

test.each([
  '../x',
  '/x',
  'a//b',
  'a/../b',
  '',
  'a/',
  '.git/config',
  'a/.GIT/hooks/x',
  '.git. /x',
  'GIT~1/x',
  'a\0b',
  'a\nb',
])('a path that is none of a file is refused: %j', async (path) => {
  const writer = await aWriter(aRemote());

  expect(() => writer.commit(undefined, [aDraft(path, 'x')])).toThrow(Refusal);
});

test.each([
  '',
  'now',
  '2026-12-24',
  '2026-12-24T18:00:00',
  '1960-01-01T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '1766595600',
])('a time that is none is refused: %j', async (at) => {
  const writer = await aWriter(aRemote());

  await expect(writer.commit(undefined, [{ ...aDraft('x', 'x'), at }])).rejects.toThrow('is no time of a commit');
});

test('names of people cannot become lines of a commit', async () => {
  const remote = aRemote();
  const writer = await aWriter(remote);
  const base = await writer.fetch();
  const author = { name: 'a <x> 0 +0000\ncommitter b\0', email: 'a@example.com>\nparent x' };

  const [one, two = ''] = await writer.commit(base, [
    { ...aDraft('x', '1'), author },
    { ...aDraft('y', '1'), author: { name: ' <> ', email: '' } },
  ]);
  const [first, second] = await writer.log(`${base}..${two}`);

  expect(first?.author).toEqual({ name: 'a x 0 +0000 committer b', email: 'a@example.comparentx' });
  expect(first?.parents).toEqual([base]);
  expect(first?.committer.name).toBe('Slipway');
  expect(second?.author).toEqual({ name: 'unknown', email: '' });
  expect(second?.parents).toEqual([one]);
});

/** A commit in a repository that nothing names. */
function aCommitElsewhere(repository: string): string {
  const commit = commitFiles(repository, { x: '1' });
  git(repository, ['update-ref', '-d', 'refs/heads/main']);
  return commit;
}

test('a clone in which commits are made for months keeps them in few files', async () => {
  const remote = aRemote();
  const folder = temporaryFolder();
  const writer = await aWriter(remote, { folder });
  let base = await writer.fetch();
  for (let change = 0; change < 48; change += 1) {
    const [head = ''] = await writer.commit(base, [aDraft(`a/${change}`, `${change}`)]);
    base = head;
  }

  expect(await writer.push(await writer.fetch(), base ?? '')).toEqual({ kind: 'done' });
  const counted = git(join(folder, 'clone.git'), ['count-objects', '-v']);
  expect(counted).toMatch(/^count: 0$/m);
  expect(Number(/^packs: (\d+)$/m.exec(counted)?.[1])).toBeLessThanOrEqual(2);
});
