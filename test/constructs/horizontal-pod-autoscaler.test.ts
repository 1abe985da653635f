import { HorizontalPodAutoscaler } from '../../src/constructs/horizontal-pod-autoscaler';
import type { HorizontalPodAutoscalerProps } from '../../src/constructs/horizontal-pod-autoscaler';
import { aChart, identity } from '../helpers/a-chart';

function autoscaler(props: Partial<HorizontalPodAutoscalerProps> = {}) {
  return new HorizontalPodAutoscaler(aChart(), 'autoscaler', {
    ...identity,
    target: { kind: 'Deployment', name: 'web' },
    minReplicas: 3,
    maxReplicas: 10,
    cpuPercent: 70,
    ...props,
  }).toJson();
}

test.each([
  ['Deployment', 'apps/v1'],
  ['Rollout', 'argoproj.io/v1alpha1'],
  ['StatefulSet', 'apps/v1'],
] as const)('a %s is found at %s', (kind, apiVersion) => {
  const { spec } = autoscaler({ target: { kind, name: 'web' } });

  expect(spec?.scaleTargetRef).toEqual({ apiVersion, kind, name: 'web' });
});

test('the bounds are those that were asked for', () => {
  expect(autoscaler().spec).toMatchObject({ minReplicas: 3, maxReplicas: 10 });
});

test('memory only counts on request', () => {
  const names = (props: Partial<HorizontalPodAutoscalerProps>) =>
    autoscaler(props).spec?.metrics?.map(({ resource }) => [resource?.name, resource?.target.averageUtilization]);

  expect(names({})).toEqual([['cpu', 70]]);
  expect(names({ memoryPercent: 80 })).toEqual([
    ['cpu', 70],
    ['memory', 80],
  ]);
});

test('pods come at once and go slowly', () => {
  const behavior = autoscaler().spec?.behavior;

  expect(behavior?.scaleUp?.stabilizationWindowSeconds).toBe(0);
  expect(behavior?.scaleDown?.stabilizationWindowSeconds).toBe(300);
});

test('it is in the last wave: without metrics it is degraded, which would fail the sync in any other', () => {
  expect(autoscaler().metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '5' });
});

test('other numbers than CPU and memory are looked at by what they are of', () => {
  const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' };
  const { spec } = new HorizontalPodAutoscaler(aChart(), 'autoscaler', {
    ...identity,
    target: { kind: 'Deployment', name: 'web' },
    minReplicas: 1,
    maxReplicas: 2,
    metrics: [
      { type: 'Pods', name: 'requests', average: '100' },
      { type: 'External', name: 'queue', selector: { queue: 'mail' }, value: '30' },
      { type: 'Object', name: 'hits', of: ingress, average: '50' },
    ],
  }).toJson();

  expect(spec?.metrics).toEqual([
    { type: 'Pods', pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '100' } } },
    {
      type: 'External',
      external: {
        metric: { name: 'queue', selector: { matchLabels: { queue: 'mail' } } },
        target: { type: 'Value', value: '30' },
      },
    },
    {
      type: 'Object',
      object: {
        describedObject: ingress,
        metric: { name: 'hits' },
        target: { type: 'AverageValue', averageValue: '50' },
      },
    },
  ]);
});

test('what is said of how fast it acts replaces that alone', () => {
  const { behavior } = autoscaler({ behavior: { scaleDown: { selectPolicy: 'Disabled' } } }).spec ?? {};

  expect(behavior?.scaleDown).toMatchObject({ selectPolicy: 'Disabled', stabilizationWindowSeconds: 300 });
  expect(behavior?.scaleUp).toEqual(autoscaler().spec?.behavior?.scaleUp);
});
