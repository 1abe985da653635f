import crypto from 'node:crypto';

import { sealed, sealerOf } from '../../src/delivery/sealed';
import { environmentYaml } from '../helpers/a-catalog';
import { aDesk, aGitOpsRemote, clock, release } from '../helpers/a-delivery';
import { gate, wordsOf } from '../helpers/a-released-story';
import { headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';

const soaking = {
  'environments/staging.yaml': `${environmentYaml}gates:
  after: [dev]
  evidence: { healthyFor: 30m }
`,
};

const promote = { verb: 'promote' as const, fields: { service: 'web', to: 'staging', release: 'v1.1.0' } };

test('health of a release says nothing of the same release with other settings', async () => {
  const remote = aGitOpsRemote(soaking);
  const [dev, controller] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'controller')]);
  await release(dev, 'v1.1.0');
  const placement = {
    service: 'web',
    environment: 'dev',
    verdict: 'healthy' as const,
    observedAt: '2026-11-25T09:59:00Z',
  };
  await controller.delivery.observe([{ ...placement, healthySince: '2026-11-25T09:00:00Z', head: headOf(remote) }]);
  await expect(dev.delivery.preview([{ request: { runId: 'look', ...promote }, asker: {} }])).resolves.toMatchObject([
    { outcome: { state: 'committed' } },
  ]);

  const fields = { service: 'web', environment: 'dev', values: { terminationGracePeriodSeconds: 45 } };
  await expect(dev.ask({ verb: 'set', fields })).resolves.toMatchObject({ state: 'committed' });
  await expect(dev.ask({ ...promote, runId: 'early' })).resolves.toMatchObject({ state: 'waiting' });

  await controller.delivery.observe([{ ...placement, observedAt: '2026-11-25T10:01:00Z', head: headOf(remote) }]);
  clock.now = '2026-11-25T10:40:00.000Z';
  await controller.delivery.observe([{ ...placement, observedAt: '2026-11-25T10:39:00Z', head: headOf(remote) }]);
  await expect(dev.delivery.tick()).resolves.toMatchObject([{ state: 'committed', runId: 'early' }]);
});

test('a record does not leave out that a release went bad before it was decided', async () => {
  const remote = aGitOpsRemote(soaking);
  const [dev, controller] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'controller')]);
  await release(dev, 'v1.1.0');
  const base = headOf(remote);
  const placement = { service: 'web', environment: 'dev', head: base };
  await controller.delivery.observe([
    { ...placement, verdict: 'healthy', healthySince: '2026-11-25T09:00:00Z', observedAt: '2026-11-25T09:59:00Z' },
  ]);
  await expect(dev.ask(promote)).resolves.toMatchObject({ state: 'committed' });
  const head = headOf(remote);
  await expect(gate(remote, base)).resolves.toMatchObject([{ isAllowed: true, kind: 'change' }]);

  // The same commit, held back until the release has failed.
  await controller.delivery.observe([{ ...placement, verdict: 'bad', observedAt: '2026-11-25T10:10:00Z' }]);
  const judged = await gate(remote, base, { head, now: '2026-11-25T10:20:00Z' });
  expect(wordsOf(judged)).toContain('staging: evidence');
  expect(git(remote, ['rev-parse', 'main']).trim()).toBe(head);
});

test('what somebody writes among the evidence that is no statement stops nobody', async () => {
  const remote = aGitOpsRemote();
  const [stranger, dev] = await Promise.all([aDesk(remote, 'stranger'), aDesk(remote, 'dev')]);
  const author = { name: 'a stranger', email: 'stranger@example.com' };
  const files = [{ path: 'tests/web.json', content: JSON.stringify([{ statement: 'no JSON' }]) }];
  const [commit] = await stranger.writer.commit(undefined, [{ files, message: 'evidence\n', author, at: clock.now }]);
  await stranger.writer.pushRef('refs/slipway/evidence', undefined, commit);

  await expect(release(dev, 'v1.1.0')).resolves.toBeUndefined();
});

test('of what is seen again and again only what says more is written: while a release soaks, and when it went bad', async () => {
  const remote = aGitOpsRemote(soaking);
  const [dev, controller] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'controller')]);
  await release(dev, 'v1.1.0');
  const head = headOf(remote);
  const see = async (verdict: 'healthy' | 'bad', time: string, environments: readonly string[]): Promise<number> => {
    const one = { service: 'web', verdict, head, observedAt: `2026-11-25T${time}:00Z` };
    await controller.delivery.observe(environments.map((environment) => ({ ...one, environment })));
    return Number(git(remote, ['rev-list', '--count', 'refs/slipway/evidence']));
  };

  expect(await see('healthy', '10:00', ['dev', 'staging', 'prod'])).toBe(1);
  expect(await see('healthy', '10:20', ['dev'])).toBe(2);
  expect(await see('healthy', '10:40', ['dev', 'staging', 'prod'])).toBe(3);
  expect(await see('healthy', '11:00', ['dev', 'staging', 'prod'])).toBe(3);
  expect(await see('bad', '11:20', ['prod'])).toBe(4);
  expect(git(remote, ['diff', '--name-only', 'refs/slipway/evidence~1', 'refs/slipway/evidence']).trim()).toBe(
    'health/web/prod.json',
  );
  expect(await see('bad', '11:40', ['prod'])).toBe(4);
  expect(await see('healthy', '12:00', ['prod'])).toBe(5);
});

test('a text that was read is verified once, whatever catalogs say of its key', async () => {
  const desk = await aDesk(aGitOpsRemote(), 'controller');
  const catalog = await desk.delivery.catalog();
  const text = await sealed({ service: 'web' }, 'slipway-evidence', desk.sign);
  const verify = jest.spyOn(crypto, 'verify');

  const before = sealerOf(text, 'slipway-evidence', catalog, 'health');
  const nobody = { ...catalog, platform: { ...catalog.platform, attesters: {} } };
  const after = sealerOf(text, 'slipway-evidence', nobody, 'health');
  const other = sealerOf(text, 'slipway-approval', catalog, 'health');

  expect([before, after, other]).toEqual([{ kind: 'attester', name: 'controller' }, undefined, undefined]);
  expect(verify).toHaveBeenCalledTimes(1);
});

test('what somebody says who may not, and says of a time to come, keeps nobody from saying what he has seen', async () => {
  const remote = aGitOpsRemote(soaking);
  const [dev, controller, stranger] = await Promise.all([
    aDesk(remote, 'dev'),
    aDesk(remote, 'controller'),
    aDesk(remote, 'stranger'),
  ]);
  await release(dev, 'v1.1.0');
  const placement = { service: 'web', environment: 'dev', verdict: 'healthy' as const, head: headOf(remote) };
  const healthySince = '2026-11-25T09:00:00Z';
  await stranger.delivery.observe([{ ...placement, healthySince, observedAt: '2027-01-01T00:00:00Z' }]);
  await expect(dev.ask({ ...promote, runId: 'early' })).resolves.toMatchObject({ state: 'waiting' });

  await controller.delivery.observe([{ ...placement, healthySince, observedAt: '2026-11-25T09:59:00Z' }]);

  await expect(dev.delivery.tick()).resolves.toMatchObject([{ state: 'committed', runId: 'early' }]);
});
