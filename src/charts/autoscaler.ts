import type { Chart } from 'cdk8s';

import { HorizontalPodAutoscaler } from '../constructs/horizontal-pod-autoscaler';
import type { AutoscalerMetric, HorizontalPodAutoscalerProps } from '../constructs/horizontal-pod-autoscaler';
import type { Identity } from '../constructs/identity';
import type { ScaleTarget } from '../constructs/scale-target';
import { ScaledObject } from '../constructs/scaled-object';
import type { ScaleBehavior, ScaleMetric } from '../model/autoscaling';
import type { Placement } from '../model/placement';

/** Adds whoever owns the number of pods, unless Git does. */
export function addAutoscaler(chart: Chart, identity: Identity, { service, workload, scale }: Placement): void {
  if (workload === 'daemon-set') return;
  const target = { kind: kindOf[workload], name: service };
  if (scale.owner === 'hpa') {
    const { minReplicas, maxReplicas, cpuPercent, memoryPercent, metrics = [], behavior } = scale;
    new HorizontalPodAutoscaler(chart, 'autoscaler', {
      ...identity,
      minReplicas,
      maxReplicas,
      ...(cpuPercent === 'none' ? {} : { cpuPercent }),
      ...(memoryPercent === undefined ? {} : { memoryPercent }),
      metrics: metrics.map(metricOf),
      behavior: behaviorOf(behavior),
      target,
      container: service,
    });
  }
  if (scale.owner === 'keda') {
    const { behavior, ...bounds } = scale;
    new ScaledObject(chart, 'autoscaler', { ...identity, ...bounds, behavior: behaviorOf(behavior), target });
  }
}

function metricOf({ selector, ...metric }: ScaleMetric): AutoscalerMetric {
  return { ...metric, ...(selector === undefined ? {} : { selector }) };
}

function behaviorOf({ up = {}, down = {} }: ScaleBehavior = {}): NonNullable<HorizontalPodAutoscalerProps['behavior']> {
  return { scaleUp: rulesOf(up), scaleDown: rulesOf(down) };
}

function rulesOf({ stabilizationSeconds, policies, select }: NonNullable<ScaleBehavior['up']>) {
  return {
    ...(stabilizationSeconds === undefined ? {} : { stabilizationWindowSeconds: stabilizationSeconds }),
    ...(policies === undefined ? {} : { policies }),
    ...(select === undefined ? {} : { selectPolicy: select }),
  };
}

const kindOf: Readonly<Record<Exclude<Placement['workload'], 'daemon-set'>, ScaleTarget['kind']>> = {
  deployment: 'Deployment',
  rollout: 'Rollout',
  'stateful-set': 'StatefulSet',
};
