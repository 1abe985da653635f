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
