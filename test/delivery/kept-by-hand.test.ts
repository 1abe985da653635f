import { environmentYaml } from '../helpers/a-catalog';
import { aDesk, aGitOpsRemote, type Desk } from '../helpers/a-delivery';
import { commitByHand } from '../helpers/a-hand-commit';
import { audit, gate, wordsOf } from '../helpers/a-released-story';
import { headOf } from '../helpers/a-remote';

const files = { 'catalog/services/api/dev.yaml': 'release: { version: v2.0.0 }\n' };

/** A commit by hand that an SRE has reviewed, and a job has judged. */
async function kept(by: Parameters<typeof aDesk>[1]): Promise<{ readonly remote: string; readonly base: string }> {
  const remote = aGitOpsRemote({
    'environments/dev.yaml': `${environmentYaml}gates:\n  approvals: [{ count: 1, teams: [sre-team] }]\n`,
  });
  const base = headOf(remote);
  const commit = commitByHand(remote, { files, at: '2026-11-25T09:00:00Z' });
  const review = {
    by: 'sre-one@example.com',
    teams: [],
    answer: 'approve' as const,
    commit,
    at: '2026-11-25T09:30:00Z',
  };
  const judged = await gate(remote, base, { reviews: [review], isRendering: false });
  expect(wordsOf(judged)).toContain('by hand allowed');
  const desk: Desk = await aDesk(remote, by);
  await desk.delivery.keepReviews(judged.flatMap(({ reviewed }) => reviewed ?? []));
  return { remote, base };
}

test('kept reviews of a commit by hand are found again from Git alone, also for the squash of it', async () => {
  const { remote, base } = await kept('controller');
  expect((await audit(remote)).map(({ isAllowed }) => isAllowed)).toEqual([true, true]);
  commitByHand(remote, { files, parents: [base], message: 'squashed (#7)\n' });
  expect((await audit(remote)).map(({ isAllowed }) => isAllowed)).toEqual([true, true]);
  commitByHand(remote, {
    files: { ...files, 'catalog/services/api/dev.yaml': 'release: { version: v3.0.0 }\n' },
    parents: [base],
  });
  expect(wordsOf(await audit(remote))).toContain('dev: approvals: needs 1 approval of sre-team, has none');
});

test('they count for nothing when nobody has signed who may pass them on', async () => {
  const { remote } = await kept('dev');
  expect(wordsOf(await audit(remote))).toContain('dev: approvals: needs 1 approval of sre-team, has none');
});
