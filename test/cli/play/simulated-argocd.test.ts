import { SimulatedArgoCd } from '../../../src/cli/play/simulated-argocd';
import { aDesk, aGitOpsRemote, release } from '../../helpers/a-delivery';
import { headOf } from '../../helpers/a-remote';

test('what an Application names is synced, then healthy a second later, and that is said once', async () => {
  const remote = aGitOpsRemote();
  const { writer } = await aDesk(remote, 'controller');
  await writer.fetch();
  const argocd = new SimulatedArgoCd(writer);
  const [head, start] = [headOf(remote), Date.parse('2026-11-25T10:00:00Z')];
  const first = await argocd.look(head, start);
  const early = await argocd.look(head, start + 999);
  const late = await argocd.look(head, start + 1000);
  const again = await argocd.look(head, start + 2000);

  expect(first.events.map(({ service, environment, state }) => `${service} ${environment} ${state}`).sort()).toEqual([
    'api dev syncing',
    'web dev syncing',
    'web prod syncing',
    'web staging syncing',
  ]);
  expect([first.isSettled, early.isSettled, late.isSettled]).toEqual([false, false, true]);
  expect([first.sightings, early.events, again.events, again.sightings]).toEqual([[], [], [], []]);
  expect(late.events).toContainEqual({
    service: 'web',
    environment: 'prod',
    versions: ['v1.0.0'],
    state: 'healthy',
  });
  expect(late.sightings).toContainEqual({
    service: 'web',
    environment: 'prod',
    head,
    verdict: 'healthy',
    healthySince: '2026-11-25T10:00:01.000Z',
    observedAt: '2026-11-25T10:00:01.000Z',
  });
});

test('a version with "bad" in it is degraded, where it runs and nowhere else', async () => {
  const remote = aGitOpsRemote();
  const desk = await aDesk(remote, 'dev');
  const argocd = new SimulatedArgoCd(desk.writer);
  const start = Date.parse('2026-11-25T10:00:00Z');
  await desk.writer.fetch();
  await argocd.look(headOf(remote), start);
  await argocd.look(headOf(remote), start + 1000);
  await release(desk, 'v1.1.0-bad');
  const syncing = await argocd.look(headOf(remote), start + 5000);
  const seen = await argocd.look(headOf(remote), start + 6000);

  expect(syncing.events.map(({ environment, state }) => `${environment} ${state}`)).toEqual(['dev syncing']);
  expect(seen.events.map(({ environment, state }) => `${environment} ${state}`)).toEqual(['dev degraded']);
  expect(seen.sightings).toEqual([
    expect.objectContaining({ service: 'web', environment: 'dev', verdict: 'bad', head: headOf(remote) }),
  ]);
});

test('what is healthy is looked at again, so that evidence grows', async () => {
  const remote = aGitOpsRemote();
  const { writer } = await aDesk(remote, 'controller');
  await writer.fetch();
  const argocd = new SimulatedArgoCd(writer);
  const start = Date.parse('2026-11-25T10:00:00Z');
  await argocd.look(headOf(remote), start);
  await argocd.look(headOf(remote), start + 1000);
  const { events, sightings } = await argocd.look(headOf(remote), start + 61_000);

  expect(events).toEqual([]);
  expect(sightings).toContainEqual(
    expect.objectContaining({ healthySince: '2026-11-25T10:00:01.000Z', observedAt: '2026-11-25T10:01:01.000Z' }),
  );
});
