import { aDesk, aGitOpsRemote, digestOf, release } from '../helpers/a-delivery';
import { runIdsOf } from '../helpers/writer-processes';

const bump = (version: string, service = 'web') => ({
  verb: 'bump' as const,
  fields: { service, environment: 'dev', version, digest: digestOf(version) },
});

test('a request that is longer than a record may be is told so, and the others that come with it go ahead', async () => {
  const remote = aGitOpsRemote();
  const { delivery, asker } = await aDesk(remote, 'dev');
  const deep = Array.from({ length: 120 }).reduce<unknown>((inside) => [inside], 'x');
  const set = { verb: 'set' as const, fields: { service: 'web', environment: 'dev', values: { 'env.A': deep } } };

  const outcomes = await delivery.submit([
    { request: { runId: 'reason', ...bump('v2.0.0'), reason: 'x'.repeat(2001) }, asker },
    { request: { runId: 'ticket', ...bump('v2.0.0'), ticket: 'x'.repeat(101) }, asker },
    { request: { runId: 'hotfix', ...bump('v2.0.0'), hotfix: 'x'.repeat(2001) }, asker },
    { request: { runId: 'email', ...bump('v2.0.0') }, asker: { ...asker, email: `${'x'.repeat(320)}@example.com` } },
    {
      request: { runId: 'name', ...bump('v2.0.0') },
      asker: { by: { name: 'x'.repeat(321), proof: 'portal', teams: [], isPipeline: false } },
    },
    { request: { runId: 'deep', ...set }, asker },
    { request: { runId: 'good', ...bump('v2.0.0'), reason: 'x'.repeat(2000) }, asker },
  ]);

  const said = outcomes.map((one) =>
    one.state === 'invalid'
      ? one.problems.map(({ path, message }) => `${path.join('.')} ${message}`).join()
      : one.state,
  );
  expect(said.filter((_, index) => index !== 5)).toEqual([
    'reason must have at most 2000 characters',
    'ticket must have at most 100 characters',
    'hotfix must have at most 2000 characters',
    'email must have at most 320 characters',
    'by.name must have at most 320 characters',
    'committed',
  ]);
  expect(outcomes[5]?.state).toBe('invalid');
  expect(runIdsOf(remote)).toEqual(['good']);
});

test('a comment that nobody could read back is refused, and no approval is lost by it', async () => {
  const remote = aGitOpsRemote();
  await release(await aDesk(remote, 'dev'), 'v1.1.0', 'staging');
  const fields = { service: 'web', to: 'prod', release: 'v1.1.0' };
  await (await aDesk(remote, 'dev')).ask({ verb: 'promote', fields, ticket: 'CHG-1', runId: 'to-prod' });
  const { delivery } = await aDesk(remote, 'sre-one');

  await expect(delivery.answer('to-prod', { answer: 'approve', comment: 'x'.repeat(2001) })).rejects.toThrow(
    'comment: must have at most 2000 characters',
  );
  await expect(delivery.answer('to-prod', { answer: 'approve', comment: 'x'.repeat(2000) })).resolves.toMatchObject({
    state: 'waiting',
  });
});
