import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { aBareRepository, git } from '../helpers/a-repository';
import { addHook, aDraft, aWriter, headOf } from '../helpers/a-remote';

/** What servers say when somebody was faster, when they do not want it, and when they have it. */
const corpus = [
  '! [rejected] main -> main (fetch first)',
  '! [rejected] main -> main (non-fast-forward)',
  '! [rejected] main -> main (stale info)',
  "! [remote rejected] main -> main (cannot lock ref 'refs/heads/main': is at 1111 but expected 2222)",
  '! [remote rejected] main -> main (incorrect old value provided)',
  '! [remote rejected] main -> main (failed to update ref)',
  'error: GH006: Protected branch update failed for refs/heads/main. At least 1 approving review is required',
  'error: GH013: Repository rule violations found for refs/heads/main. Changes must be made through a pull request.',
  'GitLab: You are not allowed to push code to protected branches on this project.',
  'GitLab: Internal API unreachable',
  'Gitea: Not allowed to push to protected branch main',
  'Branch refs/heads/main can only be modified through pull requests. (Bitbucket)',
  'TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.',
  'Everything up-to-date',
  'To https://example.com/x.git\n   1111111..2222222  main -> main',
  'fatal: the remote end hung up unexpectedly',
];

test.each(corpus)('the words of a refusal decide nothing: %s', async (text) => {
  const remote = aBareRepository();
  const [writer, other] = [await aWriter(remote), await aWriter(remote)];
  const [base = ''] = await writer.commit(undefined, [aDraft('a', '1')]);
  await writer.push(undefined, base);
  await other.fetch();
  const [ours = ''] = await writer.commit(base, [aDraft('x', '1')]);
  const [theirs = ''] = await other.commit(base, [aDraft('x', '2')]);
  const say = `cat >&2 <<'END'\n${text}\nEND`;

  addHook(remote, 'pre-receive', `${say}\nexit 1`);
  const declined = await writer.push(base, ours);
  const nothing = headOf(remote);
  // Somebody is faster while the server thinks, and it says the same.
  rmSync(join(remote, 'hooks'), { recursive: true });
  await other.pushRef('refs/slipway/theirs', undefined, theirs);
  const move = 'unset GIT_QUARANTINE_PATH; git update-ref refs/heads/main refs/slipway/theirs';
  addHook(remote, 'pre-receive', `${say}\n${move}\nexit 1`);
  const raced = await writer.push(base, ours);
  // The server has it, says the same, and dies.
  git(remote, ['update-ref', 'refs/heads/main', base]);
  rmSync(join(remote, 'hooks'), { recursive: true });
  addHook(remote, 'post-receive', `${say}\nkill -9 $PPID`);
  const taken = await writer.push(base, ours);

  expect([declined.kind, nothing]).toEqual(['refused', base]);
  expect(raced).toEqual({ kind: 'race', head: theirs });
  expect(taken).toEqual({ kind: 'done' });
  expect(headOf(remote)).toBe(ours);
});
