import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf } from './identity';
import type { Identity } from './identity';
import { lastWave } from './last-wave';
import { Manifest } from './manifest';
import { scaleTargetRef } from './scale-target';
import type { ScaleTarget } from './scale-target';

/** Properties of a `HorizontalPodAutoscaler`. */
export interface HorizontalPodAutoscalerProps extends Identity {
  /** What it scales; it must not have a number of pods of its own. */
  readonly target: ScaleTarget;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /**
   * Container whose use counts. A proxy that a mesh adds has requests of its own: together with a busy container it
   * would keep the average of the pod below the target for ever.
   *
   * @default - all containers of a pod together
   */
  readonly container?: string;
  /** Average CPU use, in percent of the request, that is kept. @default - CPU does not count */
  readonly cpuPercent?: number;
  /** Average memory use, in percent of the request, that is kept. @default - memory does not count */
  readonly memoryPercent?: number;
  /** What else counts. @default - nothing */
  readonly metrics?: readonly AutoscalerMetric[];
  /** How fast it acts. @default - see `scalingBehavior` */
  readonly behavior?: kubernetes.HorizontalPodAutoscalerBehavior;
}

/** A number other than CPU and memory, which an adapter of metrics serves. */
export interface AutoscalerMetric {
  /** Of each pod, of nothing in the cluster, or of another object. */
  readonly type: 'Pods' | 'External' | 'Object';
  readonly name: string;
  /** Labels of the metric. @default - all that there is of it */
  readonly selector?: Readonly<Record<string, string>>;
  /** The other object. */
  readonly of?: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  /** Value that is kept, as a quantity. */
  readonly value?: string | undefined;
  /** Value for each pod that is kept, as a quantity. */
  readonly average?: string | undefined;
}

/** Adds pods at once when there is more to do, and takes them away slowly. */
export class HorizontalPodAutoscaler extends Manifest<kubernetes.HorizontalPodAutoscaler> {
  constructor(scope: Construct, id: string, props: HorizontalPodAutoscalerProps) {
    super(scope, id, {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: metadataOf(props, lastWave),
      spec: {
        scaleTargetRef: scaleTargetRef(props.target),
        minReplicas: props.minReplicas,
        maxReplicas: props.maxReplicas,
        metrics: [
          ...(props.cpuPercent === undefined ? [] : [utilization('cpu', props.cpuPercent, props.container)]),
          ...(props.memoryPercent === undefined ? [] : [utilization('memory', props.memoryPercent, props.container)]),
          ...(props.metrics ?? []).map(metricOf),
        ],
        behavior: behaviorOf(props.behavior),
      },
    });
  }
}

/**
 * Up: double, or four pods more, each 15 seconds, as Kubernetes does by default. Down: only after five calm minutes,
 * and then a quarter a minute; by default all pods above the need would go at once, and the next wave finds too few.
 */
export const scalingBehavior: kubernetes.HorizontalPodAutoscalerBehavior = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Percent', value: 100, periodSeconds: 15 },
      { type: 'Pods', value: 4, periodSeconds: 15 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [
      { type: 'Percent', value: 25, periodSeconds: 60 },
      // A quarter of three pods is none.
      { type: 'Pods', value: 1, periodSeconds: 60 },
    ],
  },
};

/** What is left out is as it is by default. */
export function behaviorOf({
  scaleUp,
  scaleDown,
}: kubernetes.HorizontalPodAutoscalerBehavior = {}): kubernetes.HorizontalPodAutoscalerBehavior {
  return {
    scaleUp: { ...scalingBehavior.scaleUp, ...scaleUp },
    scaleDown: { ...scalingBehavior.scaleDown, ...scaleDown },
  };
}

function metricOf({ type, name, selector, of, value, average }: AutoscalerMetric): kubernetes.MetricSpec {
  const metric = { name, ...(selector === undefined ? {} : { selector: { matchLabels: selector } }) };
  const target =
    average === undefined
      ? { type: 'Value', ...(value === undefined ? {} : { value }) }
      : { type: 'AverageValue', averageValue: average };
  if (type === 'Pods') return { type, pods: { metric, target } };
  if (type === 'External' || of === undefined) return { type: 'External', external: { metric, target } };
  return { type, object: { describedObject: of, metric, target } };
}

function utilization(
  name: 'cpu' | 'memory',
  averageUtilization: number,
  container: string | undefined,
): kubernetes.MetricSpec {
  const target = { type: 'Utilization', averageUtilization };
  if (container === undefined) return { type: 'Resource', resource: { name, target } };
  return { type: 'ContainerResource', containerResource: { name, container, target } };
}
