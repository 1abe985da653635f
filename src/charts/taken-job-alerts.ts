import type { Alert } from '../constructs/prometheus-rule';
import type { Placement } from '../model/placement';
import { mostMayFail, tooManyFail, tooSlow } from './alert-thresholds';
import { ownJobs } from './request-metrics';

/** Alerts on the jobs that a worker takes, from a queue or elsewhere: it counts them itself. */
export function takenJobAlerts(placement: Placement): readonly Alert[] {
  const { scrape, counts } = placement.monitoring;
  return scrape && counts === 'jobs' ? [errors(placement), duration(placement)] : [];
}

function errors(placement: Placement): Alert {
  const { service, namespace, monitoring } = placement;
  return {
    name: 'JobErrors',
    expression: tooManyFail(ownJobs(placement), monitoring),
    for: '5m',
    severity: 'critical',
    summary: `${service} in ${namespace}: {{ $value | humanizePercentage }} of the jobs fail`,
    description: mostMayFail(monitoring),
    runbook: `The dashboard says since when: with a release, roll back. Else kubectl -n ${namespace} logs -l app=${service} --since=15m, and what the service depends on. What failed is not done: say whether it is taken again.`,
  };
}

function duration(placement: Placement): Alert {
  const { service, namespace, monitoring } = placement;
  return {
    name: 'JobDuration',
    expression: tooSlow(ownJobs(placement), monitoring),
    for: '10m',
    severity: 'warning',
    summary: `${service} in ${namespace}: one job in twenty takes longer than ${monitoring.maxLatency}`,
    description: 'For 10 minutes jobs took longer than they should, so others wait.',
    runbook: `The dashboard: CPU at its limit, fewer pods than before, or a service behind it that is slow. If it began with a release, roll back.`,
  };
}
