import type { Alert } from '../constructs/prometheus-rule';
import type { PlacedJob } from '../model/placed-job';
import type { Placement } from '../model/placement';

/** How long a run may take that nobody ends, before it counts as one that does not succeed: eight hours. */
const longestRun = 8 * 3600;

/** Time for the next try, and for what tells of it: a quarter of an hour. */
const grace = 15 * 60;

/**
 * Alerts of what runs to an end, from metrics of kube-state-metrics: a job of a release that failed, and a schedule whose last run
 * did not succeed. A schedule that rests is no alert.
 */
export function jobAlerts(placement: Placement): readonly Alert[] {
  const { all } = placement.jobs;
  const released = all.filter(({ when }) => typeof when === 'string');
  const scheduled = all.filter(({ when }) => typeof when !== 'string' && !when.suspended);
  return [
    ...(released.length === 0 ? [] : [jobFailed(placement, released)]),
    ...(scheduled.length === 0 ? [] : [jobOverdue(placement, scheduled)]),
  ];
}

function jobFailed({ service, namespace }: Placement, jobs: readonly PlacedJob[]): Alert {
  return {
    name: 'JobFailed',
    expression: `kube_job_failed{namespace="${namespace}", ${named('job_name', jobs)}, condition="true"} > 0`,
    for: '1m',
    severity: 'warning',
    summary: `${service} in ${namespace}: job {{ $labels.job_name }} failed`,
    description:
      'It was tried as often as the catalog says. One that runs before the pods are replaced has stopped the release.',
    runbook: `kubectl -n ${namespace} logs job/{{ $labels.job_name }} --all-containers; the next release, or a sync, runs it again.`,
  };
}

// A run that goes on has not succeeded either, so it waits for as long as one may take.
function jobOverdue({ service, namespace }: Placement, jobs: readonly PlacedJob[]): Alert {
  const of = `{namespace="${namespace}", ${named('cronjob', jobs)}}`;
  const longest = Math.max(...jobs.map(({ deadlineSeconds = longestRun }) => deadlineSeconds));
  return {
    name: 'JobOverdue',
    expression: `kube_cronjob_status_last_schedule_time${of} > (kube_cronjob_status_last_successful_time${of} or kube_cronjob_created${of})`,
    for: `${Math.ceil((longest + grace) / 60)}m`,
    severity: 'warning',
    summary: `${service} in ${namespace}: {{ $labels.cronjob }} has not succeeded since it was last due`,
    description: 'Its last run failed, or goes on for longer than any may; what it does has not been done since.',
    runbook: `kubectl -n ${namespace} get jobs | grep {{ $labels.cronjob }}; then the logs of the newest one. To run it now: kubectl -n ${namespace} create job --from=cronjob/{{ $labels.cronjob }} {{ $labels.cronjob }}-by-hand.`,
  };
}

function named(label: string, jobs: readonly PlacedJob[]): string {
  const names = jobs.map(({ name }) => name).sort();
  return names.length === 1 ? `${label}="${names.join()}"` : `${label}=~"${names.join('|')}"`;
}
