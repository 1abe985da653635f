import type { Chart } from 'cdk8s';

import { AnalysisTemplate } from '../constructs/analysis-template';
import { Deployment } from '../constructs/deployment';
import type { Identity } from '../constructs/identity';
import { Rollout } from '../constructs/rollout';
import type { BlueGreenStrategy, CanaryStrategy } from '../constructs/rollout';
import { StatefulSet } from '../constructs/stateful-set';
import type { StatefulSetVolume } from '../constructs/stateful-set';
import type { Placement } from '../model/placement';
import { objectNames } from './object-names';
import { podOf } from './pod-of';

/** Adds what keeps the pods of a placement running: a Deployment, a Rollout or, with storage, a StatefulSet. */
export function addWorkload(chart: Chart, identity: Identity, placement: Placement): void {
  const { rollout, storage, scale } = placement;
  const props = {
    ...identity,
    labels: placement.podLabels,
    annotations: placement.annotations,
    selector: placement.selector,
    ...replicasOf(scale),
    revisionHistoryLimit: placement.revisionHistoryLimit,
    pod: podOf(placement),
  };
  if (storage !== undefined) {
    const headlessServiceName = objectNames(placement.service).headless;
    new StatefulSet(chart, 'stateful-set', { ...props, headlessServiceName, volumes: [volumeOf(storage)] });
  } else if (rollout.strategy === 'rolling') {
    const { maxSurge, maxUnavailable } = rollout;
    new Deployment(chart, 'deployment', { ...props, maxSurge, maxUnavailable });
  } else {
    addAnalysis(chart, identity, placement);
    const { rollbackWindow, ...strategy } = rollout;
    new Rollout(chart, 'rollout', { ...props, rollbackWindow, strategy: strategyOf(placement.service, strategy) });
  }
}

/** Whoever owns the count decides it: where an autoscaler does, what Git says is where it begins, and Argo CD ignores it later. */
function replicasOf(scale: Placement['scale']): { readonly replicas?: number } {
  const replicas = scale.owner === 'fixed' ? scale.replicas : scale.initialReplicas;
  return replicas === undefined ? {} : { replicas };
}

function volumeOf({ className, ...volume }: NonNullable<Placement['storage']>): StatefulSetVolume {
  return { name: 'data', ...volume, ...(className === undefined ? {} : { className }) };
}

type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;
type TriedStrategy = Without<Exclude<Placement['rollout'], { readonly strategy: 'rolling' }>, 'rollbackWindow'>;

function strategyOf(service: string, rollout: TriedStrategy): CanaryStrategy | BlueGreenStrategy {
  const { successRate, active, preview } = objectNames(service);
  if (rollout.strategy === 'canary') {
    const { analysis, ...canary } = rollout;
    return { ...canary, ...(analysis ? { analysis: { template: successRate, service } } : {}) };
  }
  const { analysis, ...blueGreen } = rollout;
  return {
    ...blueGreen,
    activeService: active,
    previewService: preview,
    ...(analysis ? { analysis: { template: successRate, service: preview } } : {}),
  };
}

function addAnalysis(chart: Chart, identity: Identity, { service, rollout, monitoring, mesh }: Placement): void {
  if (rollout.strategy === 'rolling' || !rollout.analysis) return;
  new AnalysisTemplate(chart, 'analysis-template', {
    ...identity,
    name: objectNames(service).successRate,
    prometheusUrl: monitoring.prometheusUrl,
    ...(mesh?.scrape === true ? { requests: 'mesh' } : {}),
    leastSuccessRate: leastSuccessRate(monitoring.maxErrorShare),
    // A preview is measured and then promoted; a canary is watched until its last step.
    ...(rollout.strategy === 'blueGreen' ? { measurements: 5 } : {}),
  });
}

// 1 - 0.05 is 0.95, and 1 - 0.01 is not quite 0.99: what people read in the manifest is the number that they mean.
function leastSuccessRate(maxErrorShare: number): number {
  return Number((1 - maxErrorShare).toPrecision(12));
}
