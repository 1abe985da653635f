import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import type { KubernetesObject } from '../../src/constructs/manifest';
import { aChart } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';
import { renderingOfExample } from '../helpers/vocabulary/example';
import { jobs as examples } from '../helpers/vocabulary/jobs';

function rendered(service: NonNullable<PlacementOverrides['service']>): readonly KubernetesObject[] {
  return new EnvironmentOverlay(aChart(), 'web', aPlacement({ service })).objects.map((one) => one.toJson());
}

function named(objects: readonly KubernetesObject[], kind: string, name: string): KubernetesObject | undefined {
  return objects.find((one) => one.kind === kind && one.metadata.name === name);
}

test('what comes before the pods comes after all that it needs, and the last run stays until the next', () => {
  const objects = rendered({ jobs: { migrate: { when: 'before', command: ['migrate'] } } });
  const wave = (one?: KubernetesObject): number => Number(one?.metadata.annotations?.['argocd.argoproj.io/sync-wave']);
  const job = named(objects, 'Job', 'web-migrate');

  expect(job?.metadata.annotations).toMatchObject({
    'argocd.argoproj.io/hook': 'Sync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  });
  expect(wave(job)).toBeGreaterThan(wave(named(objects, 'NetworkPolicy', 'web-job')));
  expect(wave(job)).toBeGreaterThan(wave(named(objects, 'ServiceAccount', 'web')));
  expect(wave(job)).toBeLessThan(wave(named(objects, 'Deployment', 'web')));
});

test('what comes after waits until everything is healthy, and what runs once is made anew when it changes', () => {
  const objects = rendered({
    jobs: { warm: { when: 'after', command: ['warm'] }, seed: { when: 'once', command: ['seed'] } },
  });

  expect(named(objects, 'Job', 'web-warm')?.metadata.annotations).toMatchObject({
    'argocd.argoproj.io/hook': 'PostSync',
  });
  expect(named(objects, 'Job', 'web-seed')?.metadata.annotations).toMatchObject({
    'argocd.argoproj.io/sync-options': 'Force=true,Replace=true',
  });
});

test('no Service sends requests to the pods of a job, and no budget counts them', () => {
  const objects = rendered({ jobs: { report: { schedule: '0 3 * * *', command: ['report'] } } });
  const labels = JSON.stringify(named(objects, 'CronJob', 'web-report'));

  expect(labels).toContain('"app":"web-job"');
  expect(labels).not.toContain('"app":"web"');
});

test('pods of jobs reach whom the service reaches, who let them in, and the service itself', () => {
  const [example] = examples;
  const texts = renderingOfExample(example ?? { files: {} });
  const policy = (path: string): string => texts.get(path) ?? '';

  expect(policy('services/web/overlays/dev/network-policy-job.yaml')).toContain('app: api');
  expect(policy('services/web/overlays/dev/network-policy-job.yaml')).toContain('app: web\n');
  expect(policy('services/api/overlays/dev/network-policy.yaml')).toContain('app: web-job');
  expect(policy('services/web/overlays/dev/network-policy.yaml')).toContain('app: web-job');
});

test('nothing but jobs has no pods that go on', () => {
  const kinds = rendered({ ports: [], runs: 'jobs', jobs: { web: { when: 'once' } } }).map(({ kind }) => kind);

  expect(kinds.sort()).toEqual(['Job', 'NetworkPolicy', 'ServiceAccount']);
});
