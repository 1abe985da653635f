import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import { aChart } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

type Overrides = Pick<PlacementOverrides, 'service' | 'environment'>;

function annotationsOf(overrides: Overrides) {
  const chart = new EnvironmentOverlay(aChart(), 'overlay', aPlacement(overrides));
  const objects: readonly { readonly kind: string; readonly metadata: { readonly annotations?: object } }[] =
    chart.toJson();
  return objects.find(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'].includes(kind))?.metadata
    .annotations;
}

const reloaded = { 'secret.reloader.stakater.com/auto': 'true' };
const reload = { reload: 'reloader' } as const;

test.each<[string, NonNullable<Overrides['service']>]>([
  ['a key of the store', { secrets: { ...reload, keys: { token: {} } } }],
  ['a whole key of the store', { secrets: { ...reload, wholeKeys: ['dev/web'] } }],
  ['a variable from a Secret', { secrets: reload, env: { A: { secret: 'a', key: 'a' } } }],
  [
    'a variable beside',
    { secrets: reload, sidecars: { log: { image: 'a:1', env: { A: { secret: 'a', key: 'a' } } } } },
  ],
  ['all keys of a Secret', { secrets: reload, envFrom: [{ secret: 'a' }] }],
  [
    'a Secret as a folder',
    { secrets: reload, volumes: { a: { secret: { name: 'a' }, mounts: [{ mountPath: '/a' }] } } },
  ],
])('pods that read %s are replaced with it where somebody wants it', (_, service) => {
  expect(annotationsOf({ service })).toMatchObject(reloaded);
});

test('nobody is replaced who has not asked, or reads no Secret, also where an environment asks for all', () => {
  const environment = { defaults: { secrets: reload } };

  expect(annotationsOf({ service: { secrets: { keys: { token: {} } } } })).not.toMatchObject(reloaded);
  expect(annotationsOf({ environment })).not.toMatchObject(reloaded);
  expect(annotationsOf({ environment, service: { secrets: { keys: { token: {} } } } })).toMatchObject(reloaded);
});

test('configuration is no Secret: pods are replaced with it by what is rendered', () => {
  expect(
    annotationsOf({ environment: { defaults: { secrets: reload } }, service: { config: { values: { a: 'a' } } } }),
  ).not.toMatchObject(reloaded);
});
