import { aDesk, aGitOpsRemote, digestOf, release } from '../helpers/a-delivery';
import { git } from '../helpers/a-repository';
import { runIdsOf } from '../helpers/writer-processes';

const bump = (version: string, service = 'web') => ({
  verb: 'bump' as const,
  fields: { service, environment: 'dev', version, digest: digestOf(version) },
});

test('of two releases of one service that race, one wins, the other is told what runs now, and other services go ahead', async () => {
  const remote = aGitOpsRemote();
  const [one, two, three] = await Promise.all([
    aDesk(remote, 'dev'),
    aDesk(remote, 'sre-one'),
    aDesk(remote, 'sre-two'),
  ]);
  // All of them have looked before any of them asks.
  await Promise.all([one, two, three].map(async ({ delivery }) => await delivery.catalog()));

  const outcomes = await Promise.all([
    one.ask({ ...bump('v5.0.0'), current: 'v1.0.0' }),
    two.ask({ ...bump('v6.0.0'), current: 'v1.0.0' }),
    three.ask({ ...bump('v7.0.0', 'api'), current: 'v1.0.0' }),
  ]);

  const [ofWeb, ofApi] = [outcomes.slice(0, 2), outcomes[2]];
  const winner = ofWeb.findIndex(({ state }) => state === 'committed');
  const version = winner === 0 ? 'v5.0.0' : 'v6.0.0';
  expect(ofApi).toMatchObject({ state: 'committed' });
  expect(ofWeb.map(({ state }) => state).sort()).toEqual(['committed', 'invalid']);
  expect(ofWeb[1 - winner]).toMatchObject({
    problems: [{ path: ['current'], message: `"web" runs "${version}" in "dev", not "v1.0.0"` }],
  });
  expect(git(remote, ['show', 'main:catalog/services/web/dev.yaml'])).toContain(version);
  expect(runIdsOf(remote)).toHaveLength(2);
});

test('what waits for approvals was asked for about what ran then: when another release comes, it cannot go ahead', async () => {
  const remote = aGitOpsRemote();
  const dev = await aDesk(remote, 'dev');
  await release(dev, 'v1.1.0', 'staging');
  const promotion = (version: string) => ({
    verb: 'promote' as const,
    fields: { service: 'web', to: 'prod', release: version },
    ticket: 'CHG-1',
    current: 'v1.0.0',
  });
  await dev.ask({ ...promotion('v1.1.0'), runId: 'first' });
  await release(dev, 'v1.2.0', 'staging');
  await dev.ask({ ...promotion('v1.2.0'), runId: 'second' });
  for (const who of ['sre-one', 'sre-two'] as const)
    await (await aDesk(remote, who)).delivery.answer('second', { answer: 'approve' });

  const { outcome } = await dev.delivery.previewProposal('first');

  expect(outcome).toMatchObject({
    state: 'invalid',
    problems: [{ path: ['current'], message: '"web" runs "v1.2.0" in "prod", not "v1.0.0"' }],
  });
});

test('a request that changes no release has none to compare', async () => {
  const { ask } = await aDesk(aGitOpsRemote(), 'dev');
  const scale = { verb: 'scale' as const, fields: { service: 'web', environment: 'dev', replicas: 5 } };

  await expect(ask({ ...scale, current: 'v1.0.0' })).resolves.toMatchObject({
    state: 'invalid',
    problems: [
      { path: ['current'], message: 'it is said which version runs, and no release changes', hint: 'leave it out' },
    ],
  });
});

test('the first release of a service is asked for where none runs', async () => {
  const { ask } = await aDesk(aGitOpsRemote(), 'dev');
  const fields = { service: 'api', environment: 'staging', version: 'v1.0.0' };

  await expect(ask({ verb: 'bump', fields, current: 'v0.9.0' })).resolves.toMatchObject({
    problems: [{ message: '"api" runs no release in "staging", not "v0.9.0"' }],
  });
});
