import type { Chart } from 'cdk8s';

import { CronJob } from '../constructs/cron-job';
import { Job } from '../constructs/job';
import type { JobPod } from '../constructs/job';
import { NetworkPolicy } from '../constructs/network-policy';
import type { PlacedJob } from '../model/placed-job';
import type { Placement } from '../model/placement';
import { objectNames } from './object-names';
import { runtimeOf, variablesFor, volumesBeside } from './pod-of';

/** Adds what runs to an end, with the service's own image or another one. */
export function addJobs(chart: Chart, placement: Placement): void {
  const { namespace, jobs } = placement;
  for (const { name, labels, when, ...job } of jobs.all) {
    const { retries, restartPolicy, deadlineSeconds, completions, parallelism } = job;
    const props = {
      name,
      namespace,
      labels,
      retries,
      restartPolicy,
      ...(deadlineSeconds === undefined ? {} : { deadlineSeconds }),
      ...(completions === undefined ? {} : { completions }),
      ...(parallelism === undefined ? {} : { parallelism }),
      pod: podOfJob(placement, job),
    };
    if (typeof when === 'string') {
      new Job(chart, `job-${name}`, { ...props, when });
      continue;
    }
    const { startingDeadlineSeconds, ...schedule } = when;
    const deadline = startingDeadlineSeconds === undefined ? {} : { startingDeadlineSeconds };
    new CronJob(chart, `job-${name}`, { ...props, ...schedule, ...deadline });
  }
}

/** Adds with whom the pods of jobs may talk, where they are not the pods of the service. */
export function addJobPolicy(chart: Chart, { service, namespace, labels, jobs }: Placement): void {
  const { network, selector } = jobs;
  if (network === undefined) return;
  const own = { name: objectNames(service).job, namespace, labels: { ...labels, ...selector } };
  new NetworkPolicy(chart, 'job-network-policy', { ...own, podSelector: selector, ...network });
}

function podOfJob(placement: Placement, { container, podLabels }: Pick<PlacedJob, 'container' | 'podLabels'>): JobPod {
  const runtime = runtimeOf(placement);
  const { secrets: _, config: __, envFrom: ___, ...every } = runtime;
  const { inheritsEnv: ____, envFrom: _____, security, ...own } = container;
  const { fsGroup } = placement.security;
  return {
    ...every,
    ...own,
    volumes: volumesBeside(placement),
    security: { ...security, fsGroup },
    labels: podLabels,
    ...variablesFor(runtime, container),
    // Outside the mesh: before Linkerd 2.20 its proxy outlives the container, and the Job would never be done.
    ...(placement.mesh === undefined ? {} : { annotations: { 'linkerd.io/inject': 'disabled' } }),
  };
}
