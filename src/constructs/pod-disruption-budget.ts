import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `PodDisruptionBudget`. */
export interface PodDisruptionBudgetProps extends Identity {
  /** Labels by which the pods are found. */
  readonly selector: Readonly<Record<string, string>>;
  /** Pods, or a percentage, that may be gone at once. @default 1 */
  readonly maxUnavailable?: number | string;
  /** Pods, or a percentage, that must stay; instead of the other. @default - what `maxUnavailable` leaves */
  readonly minAvailable?: number | string;
}

/**
 * How many pods may be taken away at once when nodes are drained.
 * Pods that are not ready do not count as working, and so never keep a node from being drained.
 */
export class PodDisruptionBudget extends Manifest<kubernetes.PodDisruptionBudget> {
  constructor(scope: Construct, id: string, props: PodDisruptionBudgetProps) {
    super(scope, id, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadataOf(props, syncWave.workload),
      spec: {
        ...(props.minAvailable === undefined
          ? { maxUnavailable: props.maxUnavailable ?? 1 }
          : { minAvailable: props.minAvailable }),
        selector: { matchLabels: props.selector },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
}
