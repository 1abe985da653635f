import { hash } from 'node:crypto';

import type { Dashboard, DashboardPanel, DashboardRow } from '../constructs/dashboard';
import type { Placement } from '../model/placement';

/** What an owner looks at when something is wrong: requests first, then what the pods use, then how many there are. */
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

// The mesh measures every service alike; a service's own metrics count only where there is no mesh.
function requestRows(placement: Placement): readonly DashboardRow[] {
  if (placement.mesh !== undefined) return [meshRequests(placement)];
  return placement.monitoring.scrape ? [ownRequests(placement)] : [];
}

function meshRequests({ service, namespace, workload }: Placement): DashboardRow {
  const of = `namespace="${namespace}", pod=~"${podPattern(service, workload)}", direction="inbound"`;
  const quantile = (share: number) =>
    `histogram_quantile(${share}, sum by (le) (rate(response_latency_ms_bucket{${of}}[$__rate_interval])))`;
  return {
    title: 'Requests, as the mesh sees them',
    panels: [
      requests(`sum by (status_code) (rate(response_total{${of}}[$__rate_interval]))`, '{{status_code}}'),
      errors(
        `(sum(rate(response_total{${of}, classification="failure"}[$__rate_interval])) or vector(0)) / sum(rate(response_total{${of}}[$__rate_interval]))`,
      ),
      latency('ms', quantile),
    ],
  };
}

/**
 * Counters of Spring Boot (Micrometer), of the common HTTP middlewares and of gRPC's: a service has those of one of them.
 * Only the labels of that one are there, which is why the others do not disturb.
 */
function ownRequests({ namespace, serviceName }: Placement): DashboardRow {
  const of = `namespace="${namespace}", service="${serviceName}"`;
  const handled = `__name__=~"http_server_requests_seconds_count|http_requests_total|grpc_server_handled_total", ${of}`;
  const buckets =
    '__name__=~"http_server_requests_seconds_bucket|http_request_duration_seconds_bucket|grpc_server_handling_seconds_bucket"';
  const failed = ['status=~"5.."', 'code=~"5.."', 'grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"']
    .map((label) => `{${handled}, ${label}}`)
    .map((series) => `(sum(rate(${series}[$__rate_interval])) or vector(0))`)
    .join(' + ');
  return {
    title: 'Requests, as the service counts them',
    panels: [
      requests(
        `sum by (status, code, grpc_code) (rate({${handled}}[$__rate_interval]))`,
        '{{status}}{{code}}{{grpc_code}}',
      ),
      errors(`(${failed}) / sum(rate({${handled}}[$__rate_interval]))`),
      latency(
        's',
        (share) => `histogram_quantile(${share}, sum by (le) (rate({${buckets}, ${of}}[$__rate_interval])))`,
      ),
    ],
  };
}

/** Pods of this workload and of no other whose name only begins alike. */
function podPattern(service: string, workload: Placement['workload']): string {
  return workload === 'stateful-set' ? `${service}-[0-9]+` : `${service}-[a-z0-9]+-[a-z0-9]{5}`;
}

function requests(expression: string, legend: string): DashboardPanel {
  return { title: 'Requests', unit: 'reqps', queries: [{ expression, legend }] };
}

function errors(expression: string): DashboardPanel {
  return { title: 'Share of errors', unit: 'percentunit', queries: [{ expression, legend: 'errors' }] };
}

function latency(unit: string, quantile: (share: number) => string): DashboardPanel {
  const queries = [0.5, 0.95, 0.99].map((share) => ({ expression: quantile(share), legend: `p${share * 100}` }));
  return { title: 'Latency', unit, queries };
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
