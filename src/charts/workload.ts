import type { Chart } from 'cdk8s';

import { AnalysisTemplate } from '../constructs/analysis-template';
import type { AnalysisTemplateProps } from '../constructs/analysis-template';
import { DaemonSet } from '../constructs/daemon-set';
import { Deployment } from '../constructs/deployment';
import type { Identity } from '../constructs/identity';
import { Rollout } from '../constructs/rollout';
import type { BlueGreenStrategy, CanaryStrategy } from '../constructs/rollout';
import { StatefulSet } from '../constructs/stateful-set';
import type { Placement } from '../model/placement';
import { isTried } from '../model/settings';
import type { Tried } from '../model/settings';
import { objectNames } from './object-names';
import { podOf } from './pod-of';
import { checksOf } from './request-metrics';
import { splitOf } from './split';

/** Adds what keeps the pods of a placement running: a Deployment, a Rollout, of members a StatefulSet, everywhere a DaemonSet. */
export function addWorkload(chart: Chart, identity: Identity, placement: Placement): void {
  const { rollout, storage, scale } = placement;
  const every = {
    ...identity,
    labels: placement.podLabels,
    annotations: placement.annotations,
    selector: placement.selector,
    revisionHistoryLimit: placement.revisionHistoryLimit,
    ...(placement.minReadySeconds === undefined ? {} : { minReadySeconds: placement.minReadySeconds }),
    pod: podOf(placement),
  };
  if (placement.workload === 'daemon-set') {
    // A law has refused any other strategy.
    const { maxSurge, maxUnavailable } = rollout.strategy === 'rolling' ? rollout : { maxSurge: 0, maxUnavailable: 1 };
    new DaemonSet(chart, 'daemon-set', { ...every, maxSurge, maxUnavailable });
    return;
  }
  const props = { ...every, ...replicasOf(scale) };
  if (placement.workload === 'stateful-set') {
    const headlessServiceName = objectNames(placement.service).headless;
    const podManagement = placement.podManagement === 'parallel' ? 'Parallel' : 'OrderedReady';
    new StatefulSet(chart, 'stateful-set', { ...props, headlessServiceName, podManagement, volumes: storage });
  } else if (!isTried(rollout)) {
    const { strategy, ...limits } = rollout;
    new Deployment(chart, 'deployment', { ...props, ...deadlineOf(placement), strategy, ...limits });
  } else {
    addAnalysis(chart, identity, placement);
    const { rollbackWindow, ...strategy } = rollout;
    const how = strategyOf(placement, strategy);
    new Rollout(chart, 'rollout', { ...props, ...deadlineOf(placement), rollbackWindow, strategy: how });
  }
}

/** A StatefulSet has no such deadline: one pod after the other, it waits for ever. */
function deadlineOf({ progressDeadlineSeconds }: Placement): { readonly progressDeadlineSeconds?: number } {
  return progressDeadlineSeconds === undefined ? {} : { progressDeadlineSeconds };
}

/** Whoever owns the count decides it: where an autoscaler does, what Git says is where it begins, and Argo CD ignores it later. */
function replicasOf(scale: Placement['scale']): { readonly replicas?: number } {
  const replicas = scale.owner === 'fixed' ? scale.replicas : scale.initialReplicas;
  return replicas === undefined ? {} : { replicas };
}

type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;
type TriedStrategy = Without<Tried<Placement['rollout']>, 'rollbackWindow'>;

function strategyOf(placement: Placement, rollout: TriedStrategy): CanaryStrategy | BlueGreenStrategy {
  const { service } = placement;
  const { successRate, active, preview } = objectNames(service);
  if (rollout.strategy === 'canary') {
    const { analysis, weights: _weights, routes: _routes, ...canary } = rollout;
    const traffic = splitOf(placement);
    return {
      ...canary,
      ...(analysis ? { analysis: { template: successRate, service } } : {}),
      ...(traffic === undefined ? {} : { traffic }),
    };
  }
  const { analysis, ...blueGreen } = rollout;
  return {
    ...blueGreen,
    activeService: active,
    previewService: preview,
    ...(analysis ? { analysis: { template: successRate, service: preview } } : {}),
  };
}

function addAnalysis(chart: Chart, identity: Identity, placement: Placement): void {
  const { service, rollout, monitoring } = placement;
  if (!isTried(rollout) || !rollout.analysis) return;
  new AnalysisTemplate(chart, 'analysis-template', {
    ...identity,
    name: objectNames(service).successRate,
    prometheusUrl: monitoring.prometheusUrl,
    ...countersOf(placement),
    leastSuccessRate: leastSuccessRate(monitoring.maxErrorShare),
    // A preview is measured and then promoted; a canary is watched until its last step.
    ...(rollout.strategy === 'blueGreen' ? { measurements: 5 } : {}),
  });
}

function countersOf(placement: Placement): Pick<AnalysisTemplateProps, 'requests' | 'checks'> {
  if (placement.monitoring.counts === 'jobs') return { requests: 'jobs' };
  return placement.mesh?.scrape === true ? { requests: 'mesh' } : { checks: checksOf(placement) };
}

// 1 - 0.05 is 0.95, and 1 - 0.01 is not quite 0.99: what people read in the manifest is the number that they mean.
function leastSuccessRate(maxErrorShare: number): number {
  return Number((1 - maxErrorShare).toPrecision(12));
}
