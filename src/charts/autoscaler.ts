import type { Chart } from 'cdk8s';

import { HorizontalPodAutoscaler } from '../constructs/horizontal-pod-autoscaler';
import type { Identity } from '../constructs/identity';
import type { ScaleTarget } from '../constructs/scale-target';
import { ScaledObject } from '../constructs/scaled-object';
import type { Placement } from '../model/placement';

/** Adds whoever owns the number of pods, unless Git does. */
export function addAutoscaler(chart: Chart, identity: Identity, { service, workload, scale }: Placement): void {
  if (workload === 'daemon-set') return;
  const target = { kind: kindOf[workload], name: service };
  if (scale.owner === 'hpa') {
    const { memoryPercent, ...bounds } = scale;
    const memory = memoryPercent === undefined ? {} : { memoryPercent };
    new HorizontalPodAutoscaler(chart, 'autoscaler', { ...identity, ...bounds, ...memory, target, container: service });
  }
  if (scale.owner === 'keda') new ScaledObject(chart, 'autoscaler', { ...identity, ...scale, target });
}

const kindOf: Readonly<Record<Exclude<Placement['workload'], 'daemon-set'>, ScaleTarget['kind']>> = {
  deployment: 'Deployment',
  rollout: 'Rollout',
  'stateful-set': 'StatefulSet',
};
