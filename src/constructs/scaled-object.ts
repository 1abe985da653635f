import type { Construct } from 'constructs';

import type * as keda from '../../imports/keda';
import type * as kubernetes from '../../imports/kubernetes';
import { behaviorOf } from './horizontal-pod-autoscaler';
import { metadataOf } from './identity';
import type { Identity } from './identity';
import { lastWave } from './last-wave';
import { Manifest } from './manifest';
import { scaleTargetRef } from './scale-target';
import type { ScaleTarget } from './scale-target';

/** Properties of a `ScaledObject`. */
export interface ScaledObjectProps extends Identity {
  /** What it scales; it must not have a number of pods of its own. */
  readonly target: ScaleTarget;
  /** 0 stops the last pod when there is nothing to do. */
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** What adds pods: one of KEDA's scalers and its settings. */
  readonly triggers: readonly ScaledObjectTrigger[];
  /** How fast the HorizontalPodAutoscaler that KEDA makes acts. @default - see `scalingBehavior` */
  readonly behavior?: kubernetes.HorizontalPodAutoscalerBehavior;
}

/** What adds pods: one of KEDA's scalers and its settings. */
export interface ScaledObjectTrigger {
  readonly type: string;
  /** What is compared with the target. `cpu` and `memory` need it. @default - `AverageValue` */
  readonly metricType?: 'AverageValue' | 'Utilization' | 'Value' | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Scales by events, such as the length of a queue (KEDA). KEDA makes the HorizontalPodAutoscaler itself. */
export class ScaledObject extends Manifest<keda.ScaledObject> {
  constructor(scope: Construct, id: string, props: ScaledObjectProps) {
    super(scope, id, {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: metadataOf(props, lastWave),
      spec: {
        scaleTargetRef: scaleTargetRef(props.target),
        minReplicaCount: props.minReplicas,
        maxReplicaCount: props.maxReplicas,
        advanced: { horizontalPodAutoscalerConfig: { behavior: behaviorOf(props.behavior) } },
        triggers: props.triggers.map(({ metricType, ...trigger }) => ({
          ...trigger,
          ...(metricType === undefined ? {} : { metricType }),
        })),
      },
    });
  }
}
