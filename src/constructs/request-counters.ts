/** Who counts the requests to a service, as parts of PromQL. Every query about requests is made of them. */
export interface RequestCounters {
  /** Series that count what callers ask, of which these matchers are true besides. */
  readonly counted: (matchers: readonly string[]) => string;
  /** Buckets of how long it took. */
  readonly timed: (matchers: readonly string[]) => string;
  /** Matchers that are all true of what succeeded. */
  readonly successes: readonly string[];
  /** Matchers of which each is true of a part of what failed. */
  readonly failures: readonly string[];
}

/** What asks a pod at a path again and again, and is no request of a caller: a probe, or a scrape. */
export interface Check {
  readonly path: string;
  readonly everySeconds: number;
}

/** How the name of a route ends by which the kubelet and Prometheus ask a meshed service, and nobody else does. */
export const checksSuffix = 'checks';

/**
 * The proxies of a mesh. Prometheus itself asks the proxy at 4191. Linkerd calls a route "probe" that it makes for HTTP probes,
 * as long as the port has no routes; probes of gRPC, and Prometheus at the service's own port, come by routes of ours.
 */
export const meshCounters: RequestCounters = ((): RequestCounters => {
  const ofCallers = ['direction="inbound"', 'srv_port!="4191"', `route_name!~"probe|.+[.]${checksSuffix}"`];
  return {
    counted: (matchers) => `response_total{${[...matchers, ...ofCallers].join(', ')}}`,
    timed: (matchers) => `response_latency_ms_bucket{${[...matchers, ...ofCallers].join(', ')}}`,
    successes: ['classification="success"'],
    failures: ['classification="failure"'],
  };
})();

/** A worker, whom nobody asks: jobs that it has taken, by how they ended. */
export const jobCounters: RequestCounters = {
  counted: (matchers) => `jobs_total{${matchers.join(', ')}}`,
  timed: (matchers) => `job_duration_seconds_bucket{${matchers.join(', ')}}`,
  successes: ['outcome!="failed"'],
  failures: ['outcome="failed"'],
};

const failureOfGrpc = 'Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss';

/**
 * The service itself: counters of Spring Boot (Micrometer), of the common HTTP middlewares and of gRPC's. It has those of one of
 * them, with the labels of that one alone, which is why the others do not disturb. What the kubelet asks of gRPC has a service
 * of its own; what it asks of HTTP is left out by its path, where the counters have paths.
 *
 * @param checks paths by which the kubelet and Prometheus ask
 */
export function serviceCounters(checks: readonly string[]): RequestCounters {
  const ofCallers = ['grpc_service!="grpc.health.v1.Health"', ...withoutPaths(checks)];
  const named = (names: readonly string[], matchers: readonly string[]): string =>
    `{${[`__name__=~"${names.join('|')}"`, ...matchers, ...ofCallers].join(', ')}}`;
  return {
    counted: (matchers) =>
      named(['http_server_requests_seconds_count', 'http_requests_total', 'grpc_server_handled_total'], matchers),
    timed: (matchers) =>
      named(
        [
          'http_server_requests_seconds_bucket',
          'http_request_duration_seconds_bucket',
          'grpc_server_handling_seconds_bucket',
        ],
        matchers,
      ),
    successes: ['status!~"5.."', 'code!~"5.."', `grpc_code!~"${failureOfGrpc}"`],
    failures: ['status=~"5.."', 'code=~"5.."', `grpc_code=~"${failureOfGrpc}"`],
  };
}

/**
 * Requests a second that may be checks, as PromQL: counters without paths, and those of "/", count both alike. It is never less than
 * they are, and 0 where every counter has a path, so what is left without them was asked by callers.
 *
 * @param matchers of the pods that are meant
 * @param minutes over which rates are taken
 */
export function mostChecks(checks: readonly Check[], matchers: readonly string[], minutes: number): string {
  const paths = checks.map(({ path }) => path);
  const isAtRoot = paths.includes('/');
  const mixed = [...pathLabels.map((label) => (isAtRoot ? `${label}=~"|/"` : `${label}=""`)), 'grpc_service=""'];
  const pods = `count(count by (pod) (rate(${serviceCounters(paths).counted([...matchers, ...mixed])}[${minutes}m])))`;
  const seconds = minutes * 60;
  // A rate is made of whole requests between two scrapes, and may have one too many at both ends.
  const ofEach = checks.map(({ everySeconds }) => Math.ceil(seconds / everySeconds) + 2);
  return `(${pods} * ${ofEach.reduce((sum, one) => sum + one, 0)} / ${seconds} or vector(0))`;
}

/** Labels that have the path: Micrometer's, FastAPI's, and those of middlewares for Node and Go. */
const pathLabels = ['uri', 'handler', 'path', 'route'] as const;

function withoutPaths(checks: readonly string[]): readonly string[] {
  // At "/" callers ask, too: what they get must not be lost.
  const paths = checks.flatMap((path) => (path === '/' ? [] : [path, ...patternOf(path)]));
  if (paths.length === 0) return [];
  const pattern = [...new Set(paths)].sort().map(quoted).join('|');
  return pathLabels.map((label) => `${label}!~"${pattern}"`);
}

/** What Spring counts a group of its health endpoint as: /actuator/health/liveness is /actuator/health/**. */
function patternOf(path: string): readonly string[] {
  const above = path.slice(0, path.lastIndexOf('/'));
  return above.endsWith('/health') ? [`${above}/**`] : [];
}

// A class of one character needs no backslash, which strings of PromQL would take away; what cannot be in one is any character.
function quoted(path: string): string {
  return path.replaceAll(/[\]^"\\]/g, '.').replaceAll(/[*+?()[{}|$]/g, '[$&]');
}
