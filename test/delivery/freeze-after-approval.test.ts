import { aDesk, aGitOpsRemote, clock, gatedCatalog, release } from '../helpers/a-delivery';
import { headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';

/** Prod is frozen for hours, which begin after the first approval. */
const frozen = {
  'environments/prod.yaml': `${gatedCatalog['environments/prod.yaml']}freezes:
  - { reason: fair, from: "2026-11-25T12:00:00Z", until: "2026-11-25T18:00:00Z" }
`,
};

const commitsOf = (remote: string): number => Number(git(remote, ['rev-list', '--count', 'main']));

test('R1-15: a freeze that begins before the last approval holds the change, and lets it go when it ends, once', async () => {
  const remote = aGitOpsRemote(frozen);
  const [dev, one, two] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);
  await release(dev, 'v1.1.0', 'staging');
  const fields = { service: 'web', to: 'prod' };
  await dev.ask({ verb: 'promote', fields, ticket: 'CHG-1', runId: 'to-prod' });
  await one.delivery.answer('to-prod', { answer: 'approve' });
  const before = headOf(remote);

  clock.now = '2026-11-25T12:00:00.000Z';
  const answered = await two.delivery.answer('to-prod', { answer: 'approve' });
  expect(answered).toMatchObject({ state: 'waiting', decision: { verdict: 'waiting' } });
  expect(JSON.stringify(answered)).toContain('frozen, until');

  clock.now = '2026-11-25T17:59:59.000Z';
  await dev.delivery.tick();
  expect(headOf(remote)).toBe(before);

  clock.now = '2026-11-25T18:00:00.000Z';
  const count = commitsOf(remote);
  expect(await dev.delivery.tick()).toMatchObject([{ state: 'committed', runId: 'to-prod' }]);
  expect(commitsOf(remote)).toBe(count + 1);
  expect(git(remote, ['show', 'main:catalog/services/web/prod.yaml'])).toContain('v1.1.0');

  // Whoever looks again, and whoever looked at the same time, finds it done.
  expect(await one.delivery.tick()).toEqual([]);
  expect(commitsOf(remote)).toBe(count + 1);
});
