import { jobCounters, meshCounters, serviceCounters } from '../constructs/request-counters';
import type { Check, RequestCounters } from '../constructs/request-counters';
import { withoutQuery } from '../model/place-checks';
import type { PlacedProbe } from '../model/placed-probe';
import type { Placement } from '../model/placement';
import { secondsOf } from './seconds-of';

/**
 * How somebody counts the requests to a placement, or the jobs that it takes, as PromQL. Ranges are such as `5m` or
 * `$__rate_interval`.
 */
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
  const of = [`namespace="${namespace}"`, `pod=~"${podPattern(service, workload)}"`];
  return { ...metricsOf(meshCounters, of), outcomes: ['status_code'], unit: 'ms' };
}

/**
 * What a service counts. It has the counters of one way to count, with the labels of that one alone, which is why the others do
 * not disturb.
 */
export function ownRequests(placement: Placement): RequestMetrics {
  const of = [`namespace="${placement.namespace}"`, `service="${placement.serviceName}"`];
  const counters = serviceCounters(checksOf(placement).map(({ path }) => path));
  return { ...metricsOf(counters, of), outcomes: ['status', 'code', 'grpc_code'], unit: 's' };
}

/** What a service counts that takes jobs. */
export function ownJobs({ namespace, serviceName }: Placement): RequestMetrics {
  const of = [`namespace="${namespace}"`, `service="${serviceName}"`];
  return { ...metricsOf(jobCounters, of), outcomes: ['outcome'], unit: 's' };
}

/** Each of a pair of Prometheus may find a pod through the Service of its version, and through that of all. */
const scrapersOfPod = 4;

/** What the kubelet and Prometheus ask of a service by HTTP, and how often at most. */
export function checksOf({ probes, metrics }: Placement): readonly Check[] {
  const all: readonly (PlacedProbe | undefined)[] = [probes.liveness, probes.readiness, probes.startup];
  const asked = all.flatMap((probe) =>
    probe?.protocol === 'http' || probe?.protocol === 'https'
      ? [{ path: withoutQuery(probe.path), everySeconds: probe.periodSeconds }]
      : [],
  );
  // 0s leaves the pace to Prometheus.
  const scrape = { path: withoutQuery(metrics.path), everySeconds: secondsOf(metrics.interval) || 15 };
  return [...asked, ...Array.from({ length: scrapersOfPod }, () => scrape)];
}

function metricsOf(
  { counted, timed, failures }: RequestCounters,
  of: readonly string[],
): Pick<RequestMetrics, 'all' | 'failed' | 'latency'> {
  const sum = (failure: string, range: string) => `(sum(rate(${counted([...of, failure])}[${range}])) or vector(0))`;
  return {
    all: (range) => `rate(${counted(of)}[${range}])`,
    failed: (range) => {
      const sums = failures.map((failure) => sum(failure, range)).join(' + ');
      return failures.length === 1 ? sums : `(${sums})`;
    },
    latency: (share, range) => `histogram_quantile(${share}, sum by (le) (rate(${timed(of)}[${range}])))`,
  };
}

/** Pods of this workload and of no other whose name only begins alike. */
function podPattern(service: string, workload: Placement['workload']): string {
  if (workload === 'stateful-set') return `${service}-[0-9]+`;
  return workload === 'daemon-set' ? `${service}-[a-z0-9]{5}` : `${service}-[a-z0-9]+-[a-z0-9]{5}`;
}
