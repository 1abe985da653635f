import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { podTemplate } from './pod-template';
import { scaleTargetRef } from './scale-target';
import type { ScalingTarget } from './scale-target';
import type { PodTemplateProps } from './pod-template';

/** Properties of a `Deployment`. */
export interface DeploymentProps extends Identity {
  /** Labels by which it finds its pods. They cannot be changed later. */
  readonly selector: Readonly<Record<string, string>>;
  /** Number of pods. @default - left to whoever scales it: a count in Git would undo what an autoscaler did */
  readonly replicas?: number;
  /** How pods are replaced: some at a time, or new ones once all old ones have ended. @default rolling */
  readonly strategy?: 'rolling' | 'recreate';
  /** Pods above the wanted number while some at a time are replaced. @default 1 */
  readonly maxSurge?: number | string;
  /** Pods below the wanted number while some at a time are replaced. @default 0 */
  readonly maxUnavailable?: number | string;
  /** How long a new pod must be ready before it counts, in seconds. @default 0 */
  readonly minReadySeconds?: number;
  /** Former versions that are kept in the cluster. @default 10 */
  readonly revisionHistoryLimit?: number;
  /** How long it may get no further before it counts as failed, in seconds. @default 600 */
  readonly progressDeadlineSeconds?: number;
  /** The pods, spread by the selector. */
  readonly pod: Omit<PodTemplateProps, 'spreadBy'>;
}

/** Pods without a state of their own, replaced one after the other when something changes. */
export class Deployment extends Manifest<kubernetes.Deployment> {
  /** Whether an autoscaler of cdk8s-plus decides the number of pods: it asks for it, and says so, by this name. */
  hasAutoscaler = false;

  constructor(scope: Construct, id: string, props: DeploymentProps) {
    super(scope, id, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadataOf(props, syncWave.workload),
      spec: {
        ...(props.replicas === undefined ? {} : { replicas: props.replicas }),
        revisionHistoryLimit: props.revisionHistoryLimit ?? 10,
        ...(props.minReadySeconds === undefined ? {} : { minReadySeconds: props.minReadySeconds }),
        ...(props.progressDeadlineSeconds === undefined
          ? {}
          : { progressDeadlineSeconds: props.progressDeadlineSeconds }),
        selector: { matchLabels: props.selector },
        strategy: strategyOf(props),
        template: podTemplate({ ...props.pod, spreadBy: props.selector }),
      },
    });
  }

  /** Is called by an autoscaler of cdk8s-plus whose target it is. */
  markHasAutoscaler(): void {
    this.hasAutoscaler = true;
  }

  /** What an autoscaler of cdk8s-plus holds: with it, it is one of its targets (`IScalable`). */
  toScalingTarget(): ScalingTarget {
    const { metadata, spec } = this.toJson();
    const { replicas } = spec ?? {};
    return {
      ...scaleTargetRef({ kind: 'Deployment', name: metadata.name ?? '' }),
      containers: [],
      ...(replicas === undefined ? {} : { replicas }),
    };
  }
}

function strategyOf({ strategy, maxSurge = 1, maxUnavailable = 0 }: DeploymentProps): kubernetes.DeploymentStrategy {
  if (strategy === 'recreate') return { type: 'Recreate' };
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}
