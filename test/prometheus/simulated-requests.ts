import { histogram, histogramOf, series } from './exposition';

/** How requests go. */
export interface Traffic {
  /** Requests until now: grows with time. */
  readonly requests: number;
  /** Share of them that fails. */
  readonly failing: number;
  /** Time that each takes, in seconds. */
  readonly seconds: number;
}

const bounds = [0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10];

/**
 * What the kubelet and Prometheus ask meanwhile, as often as callers do on a good day. It succeeds at once, and whoever counts it
 * as requests takes a version that nobody calls for a good one, and one that fails for half as bad.
 */
export interface Checks {
  /** How often they have asked until now. */
  readonly count: number;
  /** How often they would have, if each came when the catalog says. */
  readonly paced: number;
  /** Routes of the proxy by which they come. */
  readonly routes: readonly { readonly port: number; readonly route: string }[];
}

/** Spring Boot 3 with Micrometer, buckets asked for. */
export function micrometer({ requests, failing, seconds }: Traffic, { count }: Checks): string {
  const of = (status: string, outcome: string) => ({
    error: 'none',
    exception: 'none',
    method: 'POST',
    outcome,
    status,
    uri: '/payments',
  });
  const check = { ...of('200', 'SUCCESS'), method: 'GET' };
  return [
    histogram('http_server_requests_seconds', { ...check, uri: '/actuator/health/**' }, bounds, 0.001, count),
    histogram('http_server_requests_seconds', { ...check, uri: '/actuator/prometheus' }, bounds, 0.001, count),
    histogram('http_server_requests_seconds', of('200', 'SUCCESS'), bounds, seconds, requests * (1 - failing)),
    failing === 0
      ? ''
      : histogram('http_server_requests_seconds', of('503', 'SERVER_ERROR'), bounds, seconds, requests * failing),
  ].join('');
}

/**
 * The middleware of Prometheus' Go client, and those of other languages that are made after it. Nobody can tell from its series what
 * was a check: with a hundred of them a second no version would ever succeed.
 */
export function httpMiddleware({ requests, failing, seconds }: Traffic, { paced }: Checks): string {
  const times = [
    [seconds, requests],
    [0.001, paced],
  ] as const;
  return [
    series('http_requests_total', { code: '200', method: 'get' }, requests * (1 - failing) + paced),
    failing === 0 ? '' : series('http_requests_total', { code: '500', method: 'get' }, requests * failing),
    histogramOf('http_request_duration_seconds', { method: 'get' }, bounds, times),
  ].join('');
}

/** What the template "worker" counts. */
export function jobsOfWorker({ requests, failing, seconds }: Traffic): string {
  return [
    series('jobs_total', { outcome: 'done' }, requests * (1 - failing)),
    series('jobs_total', { outcome: 'failed' }, requests * failing),
    histogramOf('job_duration_seconds', {}, [...bounds, 20, 30, 60], [[seconds, requests]]),
  ].join('');
}

/** FastAPI's instrumentator groups what ends alike. */
export function fastApi({ requests, failing, seconds }: Traffic, { count }: Checks): string {
  const of = { handler: '/api/posts', method: 'GET' };
  const check = { handler: '/api/health', method: 'GET' };
  return [
    series('http_requests_total', { ...check, status: '2xx' }, count),
    histogram('http_request_duration_seconds', check, bounds, 0.001, count),
    series('http_requests_total', { ...of, status: '2xx' }, requests * (1 - failing)),
    failing === 0 ? '' : series('http_requests_total', { ...of, status: '5xx' }, requests * failing),
    histogram('http_request_duration_seconds', of, bounds, seconds, requests),
  ].join('');
}

/** The interceptors of go-grpc-middleware. */
export function grpcServer({ requests, failing, seconds }: Traffic, { count }: Checks): string {
  const of = { grpc_method: 'GetUser', grpc_service: 'user.UserService', grpc_type: 'unary' };
  const check = { grpc_method: 'Check', grpc_service: 'grpc.health.v1.Health', grpc_type: 'unary' };
  return [
    series('grpc_server_handled_total', { ...check, grpc_code: 'OK' }, count),
    histogram('grpc_server_handling_seconds', check, bounds, 0.001, count),
    series('grpc_server_handled_total', { ...of, grpc_code: 'OK' }, requests * (1 - failing)),
    failing === 0 ? '' : series('grpc_server_handled_total', { ...of, grpc_code: 'Unavailable' }, requests * failing),
    histogram('grpc_server_handling_seconds', of, bounds, seconds, requests),
  ].join('');
}

/** The proxy of Linkerd: requests of callers, those of Prometheus to itself, and what comes by the routes of checks. */
export function linkerdProxy({ requests, failing, seconds }: Traffic, { count, routes }: Checks): string {
  const of = (port: number, route: string) => ({
    direction: 'inbound',
    target_addr: `10.0.1.7:${port}`,
    target_ip: '10.0.1.7',
    target_port: String(port),
    tls: 'true',
    srv_group: 'policy.linkerd.io',
    srv_kind: 'server',
    srv_name: 'user-service.grpc',
    srv_port: String(port),
    route_group: '',
    route_kind: 'default',
    route_name: route,
  });
  const answered = (
    labels: Record<string, string>,
    status: string,
    classification: string,
    times: number,
    each = seconds,
  ): string => {
    const all = { ...labels, status_code: status, classification, error: '' };
    return (
      series('response_total', all, times) +
      histogram('response_latency_ms', all, [1, 10, 100, 500, 1000, 5000, 10000], each * 1000, times)
    );
  };
  return [
    answered(of(50051, 'default'), '200', 'success', requests * (1 - failing)),
    failing === 0 ? '' : answered(of(50051, 'default'), '200', 'failure', requests * failing),
    // None of these may count. Those of the proxy itself all fail and are slow.
    answered(of(4191, 'default'), '500', 'failure', count * 9),
    ...routes.map(({ port, route }) => answered(of(port, route), '200', 'success', count, 0.001)),
  ].join('');
}
