import type { Alert } from '../constructs/prometheus-rule';
import type { Placement } from '../model/placement';
import { meshRequests, ownRequests } from './request-metrics';
import type { RequestMetrics } from './request-metrics';
import { secondsOf } from './seconds-of';

/** Alerts on what callers get: errors and slow answers. The mesh counts them, or else the service. */
export function requestAlerts(placement: Placement): readonly Alert[] {
  // Nobody calls it.
  if (placement.monitoring.counts === 'jobs') return [];
  const metrics = countersOf(placement);
  return metrics === undefined ? [] : [errors(placement, metrics), latency(placement, metrics)];
}

function countersOf(placement: Placement): RequestMetrics | undefined {
  if (placement.mesh?.scrape === true) return meshRequests(placement);
  return placement.monitoring.scrape ? ownRequests(placement) : undefined;
}

/** Of three requests in the night one may fail: a share says something from about ten on. */
export const fewestRequests = 10;

function errors({ service, namespace, monitoring }: Placement, { all, failed }: RequestMetrics): Alert {
  const requests = `sum(${all('5m')})`;
  return {
    name: 'RequestErrors',
    expression: `${failed('5m')} / ${requests} > ${monitoring.maxErrorShare} and ${requests} * 300 >= ${fewestRequests}`,
    for: '5m',
    severity: 'critical',
    summary: `${service} in ${namespace}: {{ $value | humanizePercentage }} of the requests fail`,
    description: `For 5 minutes more failed than the ${Number((monitoring.maxErrorShare * 100).toPrecision(12))} % that may.`,
    runbook: `The dashboard says since when: with a release, roll back. Else kubectl -n ${namespace} logs -l app=${service} --since=15m, and what the service depends on.`,
  };
}

function latency({ service, namespace, monitoring }: Placement, { latency: quantile, unit }: RequestMetrics): Alert {
  const most = secondsOf(monitoring.maxLatency) * (unit === 'ms' ? 1000 : 1);
  return {
    name: 'RequestLatency',
    expression: `${quantile(0.95, '5m')} > ${Number(most.toPrecision(12))}`,
    for: '10m',
    severity: 'warning',
    summary: `${service} in ${namespace}: one request in twenty takes longer than ${monitoring.maxLatency}`,
    description: 'For 10 minutes answers were slower than they should be.',
    runbook: `The dashboard: CPU at its limit, fewer pods than before, or a service behind it that is slow. If it began with a release, roll back.`,
  };
}
