import { hash } from 'node:crypto';

import type { Dashboard, DashboardPanel, DashboardRow } from '../constructs/dashboard';
import type { Placement } from '../model/placement';
import { meshRequests, ownJobs, ownRequests } from './request-metrics';
import type { RequestMetrics } from './request-metrics';

/** What an owner looks at when something is wrong: requests or jobs first, then what the pods use, then how many there are. */
export function dashboardOf(placement: Placement): Dashboard {
  const { service, environment, team } = placement;
  return {
    uid: uidOf(placement.application.name),
    title: `${service} (${environment})`,
    tags: ['slipway', environment, team],
    rows: [...requestRows(placement), resources(placement), pods(placement)],
  };
}

/** Grafana takes 40 characters. A longer name is cut and ends with a digest, so that no two are the same. */
function uidOf(name: string): string {
  return name.length <= 40 ? name : `${name.slice(0, 27)}-${hash('sha256', name).slice(0, 12)}`;
}

// The mesh measures every service alike; what a service counts of itself may say more.
function requestRows(placement: Placement): readonly DashboardRow[] {
  const { scrape, counts } = placement.monitoring;
  if (counts === 'jobs') return scrape ? [jobRow(ownJobs(placement))] : [];
  return [
    ...(placement.mesh?.scrape === true
      ? [requestRow('Requests, as the mesh sees them', meshRequests(placement))]
      : []),
    ...(scrape ? [requestRow('Requests, as the service counts them', ownRequests(placement))] : []),
  ];
}

function requestRow(title: string, { outcomes, all, failed, latency: quantile, unit }: RequestMetrics): DashboardRow {
  const range = '$__rate_interval';
  return {
    title,
    panels: [
      requests(`sum by (${outcomes.join(', ')}) (${all(range)})`, outcomes.map((label) => `{{${label}}}`).join('')),
      errors(`${failed(range)} / sum(${all(range)})`),
      latency(unit, (share) => quantile(share, range)),
    ],
  };
}

function jobRow({ outcomes, all, failed, latency: quantile, unit }: RequestMetrics): DashboardRow {
  const range = '$__rate_interval';
  return {
    title: 'Jobs, as the service counts them',
    panels: [
      {
        title: 'Jobs',
        unit: 'ops',
        queries: [{ expression: `sum by (${outcomes.join(', ')}) (${all(range)})`, legend: '{{outcome}}' }],
      },
      errors(`${failed(range)} / sum(${all(range)})`),
      latency(unit, (share) => quantile(share, range), 'Duration'),
    ],
  };
}

function requests(expression: string, legend: string): DashboardPanel {
  return { title: 'Requests', unit: 'reqps', queries: [{ expression, legend }] };
}

function errors(expression: string): DashboardPanel {
  return { title: 'Share of errors', unit: 'percentunit', queries: [{ expression, legend: 'errors' }] };
}

function latency(unit: string, quantile: (share: number) => string, title = 'Latency'): DashboardPanel {
  const queries = [0.5, 0.95, 0.99].map((share) => ({ expression: quantile(share), legend: `p${share * 100}` }));
  return { title, unit, queries };
}

function resources({ service, namespace }: Placement): DashboardRow {
  const of = `namespace="${namespace}", container="${service}"`;
  const bound = (kind: 'requests' | 'limits', resource: string) => ({
    expression: `max(kube_pod_container_resource_${kind}{${of}, resource="${resource}"})`,
    legend: kind === 'requests' ? 'request' : 'limit',
  });
  return {
    title: 'What the pods use',
    panels: [
      {
        title: 'CPU',
        unit: 'short',
        queries: [
          {
            expression: `sum by (pod) (rate(container_cpu_usage_seconds_total{${of}}[$__rate_interval]))`,
            legend: '{{pod}}',
          },
          bound('requests', 'cpu'),
          bound('limits', 'cpu'),
        ],
      },
      {
        title: 'Memory',
        unit: 'bytes',
        queries: [
          { expression: `max by (pod) (container_memory_working_set_bytes{${of}})`, legend: '{{pod}}' },
          bound('requests', 'memory'),
          bound('limits', 'memory'),
        ],
      },
    ],
  };
}

function pods({ service, namespace }: Placement): DashboardRow {
  const of = `namespace="${namespace}", container="${service}"`;
  return {
    title: 'How many there are',
    panels: [
      {
        title: 'Pods',
        unit: 'short',
        queries: [
          { expression: `count(kube_pod_container_info{${of}})`, legend: 'all' },
          { expression: `sum(kube_pod_container_status_ready{${of}})`, legend: 'ready' },
        ],
      },
      {
        title: 'Restarts',
        unit: 'short',
        queries: [
          {
            expression: `sum by (pod) (increase(kube_pod_container_status_restarts_total{${of}}[$__rate_interval]))`,
            legend: '{{pod}}',
          },
        ],
      },
    ],
  };
}
