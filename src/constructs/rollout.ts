import type { Construct } from 'constructs';

import type * as rollouts from '../../imports/rollouts';
import { metadataOf } from './identity';
import type { Identity } from './identity';
import { lastWave } from './last-wave';
import { Manifest } from './manifest';
import { podTemplate } from './pod-template';
import type { PodTemplateProps } from './pod-template';

/** Which AnalysisTemplate measures a new version, and for which Service. */
export interface RolloutAnalysis {
  /** Name of the AnalysisTemplate. */
  readonly template: string;
  /** Its argument `service-name`. */
  readonly service: string;
}

/** A growing part of the pods, or of the traffic, gets the new version. */
export interface CanaryStrategy {
  readonly strategy: 'canary';
  /** Pods above the wanted number. @default 25% */
  readonly maxSurge?: number | string;
  /** Pods below the wanted number. @default 25% */
  readonly maxUnavailable?: number | string;
  readonly steps: readonly CanaryStep[];
  /** Watches the new version from its first step on; the Rollout goes back when it fails. @default - nothing watches */
  readonly analysis?: RolloutAnalysis;
  /**
   * Who divides the traffic between two Services.
   *
   * @default - nobody: a weight is the share of pods, rounded, so that 20 % of 3 pods still is 1 pod
   */
  readonly traffic?: {
    readonly stableService: string;
    readonly canaryService: string;
    readonly routing: rollouts.TrafficRouting;
  };
}

/** A step of a canary; a pause without a duration waits for a person. */
export type CanaryStep =
  | { readonly setWeight: number }
  | {
      // As a schema gives it, an absent duration may also be there and undefined.
      readonly pause: { readonly duration?: string | undefined };
    };

/** The new version runs beside the old one, and all traffic moves at once. */
export interface BlueGreenStrategy {
  readonly strategy: 'blueGreen';
  /** Service of the version that is in use. */
  readonly activeService: string;
  /** Service of the version that is tried. */
  readonly previewService: string;
  /** Whether traffic moves without a person. */
  readonly autoPromotionEnabled: boolean;
  /** How long the old version stays after traffic has moved: going back is at once until then. @default 600 */
  readonly scaleDownDelaySeconds?: number;
  /** Must succeed before traffic moves. @default - nothing is measured */
  readonly analysis?: RolloutAnalysis;
}

/** Properties of a `Rollout`. */
export interface RolloutProps extends Identity {
  /** Labels by which it finds its pods. They cannot be changed later. */
  readonly selector: Readonly<Record<string, string>>;
  /** Number of pods. @default - left to whoever scales it: a count in Git would undo what an autoscaler did */
  readonly replicas?: number;
  /** How a new version replaces the old one. */
  readonly strategy: CanaryStrategy | BlueGreenStrategy;
  /** Going back to one of this many former versions skips steps, pauses and analysis. @default 3 */
  readonly rollbackWindow?: number;
  /** How long a new pod must be ready before it counts, in seconds. @default 0 */
  readonly minReadySeconds?: number;
  /** Former versions that are kept in the cluster. @default 10 */
  readonly revisionHistoryLimit?: number;
  /** How long it may get no further before it counts as failed, in seconds. @default 600 */
  readonly progressDeadlineSeconds?: number;
  /** The pods, spread by the selector. */
  readonly pod: Omit<PodTemplateProps, 'spreadBy'>;
}

/** A Deployment whose new versions are tried before they get all traffic (Argo Rollouts). */
export class Rollout extends Manifest<rollouts.Rollout> {
  constructor(scope: Construct, id: string, props: RolloutProps) {
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: metadataOf(props, lastWave),
      spec: {
        ...(props.replicas === undefined ? {} : { replicas: props.replicas }),
        revisionHistoryLimit: props.revisionHistoryLimit ?? 10,
        ...(props.minReadySeconds === undefined ? {} : { minReadySeconds: props.minReadySeconds }),
        ...(props.progressDeadlineSeconds === undefined
          ? {}
          : { progressDeadlineSeconds: props.progressDeadlineSeconds }),
        ...windowOf(props.rollbackWindow ?? 3),
        selector: { matchLabels: props.selector },
        strategy:
          props.strategy.strategy === 'canary'
            ? { canary: canaryOf(props.strategy) }
            : { blueGreen: blueGreenOf(props.strategy) },
        template: podTemplate({ ...props.pod, spreadBy: props.selector }),
      },
    });
  }
}

function windowOf(revisions: number): Pick<rollouts.RolloutSpec, 'rollbackWindow'> {
  return revisions === 0 ? {} : { rollbackWindow: { revisions } };
}

function canaryOf({ maxSurge, maxUnavailable, steps, analysis, traffic }: CanaryStrategy): rollouts.CanaryStrategy {
  return {
    maxSurge: maxSurge ?? '25%',
    maxUnavailable: maxUnavailable ?? '25%',
    steps: steps.map(stepOf),
    ...(analysis === undefined ? {} : { analysis: analysisOf(analysis) }),
    ...(traffic === undefined
      ? {}
      : {
          stableService: traffic.stableService,
          canaryService: traffic.canaryService,
          trafficRouting: traffic.routing,
        }),
  };
}

function stepOf(step: CanaryStep): rollouts.CanaryStep {
  if ('setWeight' in step) return step;
  const { duration } = step.pause;
  return { pause: duration === undefined ? {} : { duration } };
}

function blueGreenOf(strategy: BlueGreenStrategy): rollouts.BlueGreenStrategy {
  return {
    activeService: strategy.activeService,
    previewService: strategy.previewService,
    autoPromotionEnabled: strategy.autoPromotionEnabled,
    // Without a limit each of several releases within the delay would keep all its pods.
    scaleDownDelayRevisionLimit: 1,
    scaleDownDelaySeconds: strategy.scaleDownDelaySeconds ?? 600,
    ...(strategy.analysis === undefined ? {} : { prePromotionAnalysis: analysisOf(strategy.analysis) }),
  };
}

function analysisOf({ template, service }: RolloutAnalysis): rollouts.AnalysisRun {
  return {
    templates: [{ templateName: template }],
    args: [
      { name: 'service-name', value: service },
      { name: 'pod-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
    ],
  };
}
