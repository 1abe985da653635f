import { ScaledObject } from '../../src/constructs/scaled-object';
import { aChart, identity } from '../helpers/a-chart';

test('events decide the number of pods, down to none', () => {
  const { spec } = new ScaledObject(aChart(), 'autoscaler', {
    ...identity,
    target: { kind: 'Rollout', name: 'web' },
    minReplicas: 0,
    maxReplicas: 20,
    triggers: [
      { type: 'kafka', metadata: { topic: 'orders', lagThreshold: '5' } },
      { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } },
    ],
  }).toJson();

  expect(spec.minReplicaCount).toBe(0);
  expect(spec.maxReplicaCount).toBe(20);
  expect(spec.triggers).toStrictEqual([
    { type: 'kafka', metadata: { topic: 'orders', lagThreshold: '5' } },
    { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } },
  ]);
  expect(spec.scaleTargetRef).toEqual({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' });
});
