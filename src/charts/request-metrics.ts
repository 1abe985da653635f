import type { Placement } from '../model/placement';

/** How somebody counts the requests to a placement, as PromQL. Ranges are such as `5m` or `$__rate_interval`. */
export interface RequestMetrics {
  /** Labels that say how requests ended. */
  readonly outcomes: readonly string[];
  /** Requests a second. */
  readonly all: (range: string) => string;
  /** Failed requests a second; 0 where none has failed. */
  readonly failed: (range: string) => string;
  /** Time within which this share of the requests was answered, in the unit. */
  readonly latency: (share: number, range: string) => string;
  readonly unit: 's' | 'ms';
}

/** What the proxies of a mesh count. They count every service alike. */
export function meshRequests({ service, namespace, workload }: Placement): RequestMetrics {
  // Prometheus itself reads the proxy at 4191, and the kubelet's probes are nobody's requests.
  const of = `namespace="${namespace}", pod=~"${podPattern(service, workload)}", direction="inbound", srv_port!="4191", route_name!="probe"`;
  const rate = (labels: string, range: string) => `sum(rate(response_total{${labels}}[${range}]))`;
  return {
    outcomes: ['status_code'],
    all: (range) => `rate(response_total{${of}}[${range}])`,
    failed: (range) => `(${rate(`${of}, classification="failure"`, range)} or vector(0))`,
    latency: (share, range) =>
      `histogram_quantile(${share}, sum by (le) (rate(response_latency_ms_bucket{${of}}[${range}])))`,
    unit: 'ms',
  };
}

/**
 * What a service counts: counters of Spring Boot (Micrometer), of the common HTTP middlewares and of gRPC's. It has those of
 * one of them, with the labels of that one alone, which is why the others do not disturb.
 */
export function ownRequests({ namespace, serviceName }: Placement): RequestMetrics {
  const of = `namespace="${namespace}", service="${serviceName}"`;
  const handled = `__name__=~"http_server_requests_seconds_count|http_requests_total|grpc_server_handled_total", ${of}`;
  const buckets =
    '__name__=~"http_server_requests_seconds_bucket|http_request_duration_seconds_bucket|grpc_server_handling_seconds_bucket"';
  const failures = [
    'status=~"5.."',
    'code=~"5.."',
    'grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"',
  ].map((label) => `{${handled}, ${label}}`);
  return {
    outcomes: ['status', 'code', 'grpc_code'],
    all: (range) => `rate({${handled}}[${range}])`,
    failed: (range) => `(${failures.map((series) => `(sum(rate(${series}[${range}])) or vector(0))`).join(' + ')})`,
    latency: (share, range) => `histogram_quantile(${share}, sum by (le) (rate({${buckets}, ${of}}[${range}])))`,
    unit: 's',
  };
}

/** Pods of this workload and of no other whose name only begins alike. */
function podPattern(service: string, workload: Placement['workload']): string {
  if (workload === 'stateful-set') return `${service}-[0-9]+`;
  return workload === 'daemon-set' ? `${service}-[a-z0-9]{5}` : `${service}-[a-z0-9]+-[a-z0-9]{5}`;
}
