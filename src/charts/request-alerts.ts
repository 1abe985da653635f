import type { Alert } from '../constructs/prometheus-rule';
import type { Placement } from '../model/placement';
import { mostMayFail, tooManyFail, tooSlow } from './alert-thresholds';
import { meshRequests, ownRequests } from './request-metrics';
import type { RequestMetrics } from './request-metrics';

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

function errors({ service, namespace, monitoring }: Placement, metrics: RequestMetrics): Alert {
  return {
    name: 'RequestErrors',
    expression: tooManyFail(metrics, monitoring),
    for: '5m',
    severity: 'critical',
    summary: `${service} in ${namespace}: {{ $value | humanizePercentage }} of the requests fail`,
    description: mostMayFail(monitoring),
    runbook: `The dashboard says since when: with a release, roll back. Else kubectl -n ${namespace} logs -l app=${service} --since=15m, and what the service depends on.`,
  };
}

function latency({ service, namespace, monitoring }: Placement, metrics: RequestMetrics): Alert {
  return {
    name: 'RequestLatency',
    expression: tooSlow(metrics, monitoring),
    for: '10m',
    severity: 'warning',
    summary: `${service} in ${namespace}: one request in twenty takes longer than ${monitoring.maxLatency}`,
    description: 'For 10 minutes answers were slower than they should be.',
    runbook: `The dashboard: CPU at its limit, fewer pods than before, or a service behind it that is slow. If it began with a release, roll back.`,
  };
}
