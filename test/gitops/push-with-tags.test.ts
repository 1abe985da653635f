import { git } from '../helpers/a-repository';
import { addHook, aDraft, aRemote, aWriter, headOf } from '../helpers/a-remote';
import { aSpyGit } from '../helpers/a-spy-git';

const at = '2026-12-24T18:00:00Z';

const aTag = (commit: string, name = 'web/v1.2.3'): { name: string; commit: string; message: string; at: string } => ({
  name,
  commit,
  message: `${name}\n`,
  at,
});

const refsOf = (remote: string): string => git(remote, ['for-each-ref', '--format=%(refname) %(*objectname)']);

test('a branch and its tags come together', async () => {
  const remote = aRemote();
  const writer = await aWriter(remote);
  const base = (await writer.fetch()) ?? '';
  const [one = '', two = ''] = await writer.commit(base, [aDraft('x', '1'), aDraft('y', '1')]);

  const pushed = await writer.push(base, two, [aTag(one), aTag(two, 'api/v2.0.0')]);

  expect(pushed).toEqual({ kind: 'done' });
  expect(headOf(remote)).toBe(two);
  expect(refsOf(remote)).toBe(`refs/heads/main \nrefs/tags/api/v2.0.0 ${two}\nrefs/tags/web/v1.2.3 ${one}\n`);
});

test('where the remote wants no tag, it gets no commit', async () => {
  const remote = aRemote();
  addHook(remote, 'update', 'case $1 in refs/tags/*) echo "tags are for people"; exit 1;; esac');
  const writer = await aWriter(remote);
  const base = (await writer.fetch()) ?? '';
  const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);

  const pushed = await writer.push(base, head, [aTag(head)]);

  expect(pushed).toMatchObject({ kind: 'refused', message: expect.stringContaining('tags are for people') });
  expect(refsOf(remote)).toBe('refs/heads/main \n');
  expect(headOf(remote)).toBe(base);
});

test('a tag that is there stays where it is, and is no reason to refuse the commit', async () => {
  const remote = aRemote();
  const writer = await aWriter(remote);
  const base = (await writer.fetch()) ?? '';
  const [one = '', two = ''] = await writer.commit(base, [aDraft('x', '1'), aDraft('x', '2')]);
  await writer.push(base, one, [aTag(one)]);
  const tagged = headOf(remote, 'refs/tags/web/v1.2.3');

  const pushed = await writer.push(one, two, [aTag(two), aTag(two, 'web/v2'), aTag(two, 'web/v2')]);

  expect(pushed).toEqual({ kind: 'done' });
  expect(headOf(remote, 'refs/tags/web/v1.2.3')).toBe(tagged);
  expect(headOf(remote, 'web/v2^{commit}')).toBe(two);
});

test('a tag that somebody makes between the question and the push is left to him', async () => {
  const remote = aRemote();
  // The first push finds that the tag was made a moment ago.
  const spy = aSpyGit(
    `case "$*" in *" push "*tags/web/v1.2.3*) git --git-dir='${remote}' tag web/v1.2.3 main 2>/dev/null;; esac`,
  );
  const writer = await aWriter(remote, { variables: { PATH: spy.path } });
  const base = (await writer.fetch()) ?? '';
  const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);

  const pushed = await writer.push(base, head, [aTag(head)]);

  expect(pushed).toEqual({ kind: 'done' });
  expect([headOf(remote), headOf(remote, 'refs/tags/web/v1.2.3')]).toEqual([head, base]);
});

test('a push whose answer was lost has done both, and doing it again changes nothing', async () => {
  const remote = aRemote();
  const writer = await aWriter(remote);
  const base = (await writer.fetch()) ?? '';
  const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);
  addHook(remote, 'post-update', 'kill -9 $PPID');

  const pushed = await writer.push(base, head, [aTag(head)]);
  const tagged = headOf(remote, 'refs/tags/web/v1.2.3');
  const again = await writer.push(base, head, [aTag(head)]);

  expect([pushed, again]).toEqual([{ kind: 'done' }, { kind: 'done' }]);
  expect(headOf(remote, 'web/v1.2.3^{commit}')).toBe(head);
  expect(headOf(remote, 'refs/tags/web/v1.2.3')).toBe(tagged);
});

test('a branch of a name that is there is left as it is, also where ours would only go forward', async () => {
  const remote = aRemote();
  const writer = await aWriter(remote);
  const base = (await writer.fetch()) ?? '';
  const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);
  git(remote, ['branch', 'changes/taken', base]);

  const taken = await writer.pushBranch('changes/taken', head);
  const made = await writer.pushBranch('changes/ours', head);
  const again = await writer.pushBranch('changes/ours', head);

  expect([taken, made, again]).toEqual([{ kind: 'race', head: base }, { kind: 'done' }, { kind: 'done' }]);
  expect(headOf(remote, 'refs/heads/changes/taken')).toBe(base);
  expect(await writer.branchHead('changes/ours')).toBe(head);
  expect(await writer.branchHead('changes/none')).toBeUndefined();
});
