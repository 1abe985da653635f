import { histogram, series } from './exposition';

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

/** Spring Boot 3 with Micrometer, buckets asked for. */
export function micrometer({ requests, failing, seconds }: Traffic): string {
  const of = (status: string, outcome: string) => ({
    error: 'none',
    exception: 'none',
    method: 'POST',
    outcome,
    status,
    uri: '/payments',
  });
  return [
    histogram('http_server_requests_seconds', of('200', 'SUCCESS'), bounds, seconds, requests * (1 - failing)),
    failing === 0
      ? ''
      : histogram('http_server_requests_seconds', of('503', 'SERVER_ERROR'), bounds, seconds, requests * failing),
  ].join('');
}

/** The middleware of Prometheus' Go client, and those of other languages that are made after it. */
export function httpMiddleware({ requests, failing, seconds }: Traffic): string {
  return [
    series('http_requests_total', { code: '200', method: 'get' }, requests * (1 - failing)),
    failing === 0 ? '' : series('http_requests_total', { code: '500', method: 'get' }, requests * failing),
    histogram('http_request_duration_seconds', { method: 'get' }, bounds, seconds, requests),
  ].join('');
}

/** FastAPI's instrumentator groups what ends alike. */
export function fastApi({ requests, failing, seconds }: Traffic): string {
  const of = { handler: '/api/posts', method: 'GET' };
  return [
    series('http_requests_total', { ...of, status: '2xx' }, requests * (1 - failing)),
    failing === 0 ? '' : series('http_requests_total', { ...of, status: '5xx' }, requests * failing),
    histogram('http_request_duration_seconds', of, bounds, seconds, requests),
  ].join('');
}

/** The interceptors of go-grpc-middleware. */
export function grpcServer({ requests, failing, seconds }: Traffic): string {
  const of = { grpc_method: 'GetUser', grpc_service: 'user.UserService', grpc_type: 'unary' };
  return [
    series('grpc_server_handled_total', { ...of, grpc_code: 'OK' }, requests * (1 - failing)),
    failing === 0 ? '' : series('grpc_server_handled_total', { ...of, grpc_code: 'Unavailable' }, requests * failing),
    histogram('grpc_server_handling_seconds', of, bounds, seconds, requests),
  ].join('');
}

/** The proxy of Linkerd: requests of callers, those of Prometheus to itself, and the probes of the kubelet. */
export function linkerdProxy({ requests, failing, seconds }: Traffic): string {
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
  const answered = (labels: Record<string, string>, status: string, classification: string, count: number): string => {
    const all = { ...labels, status_code: status, classification, error: '' };
    return (
      series('response_total', all, count) +
      histogram('response_latency_ms', all, [1, 10, 100, 500, 1000, 5000, 10000], seconds * 1000, count)
    );
  };
  return [
    answered(of(50051, 'default'), '200', 'success', requests * (1 - failing)),
    failing === 0 ? '' : answered(of(50051, 'default'), '200', 'failure', requests * failing),
    // Neither may count: all of them fail and are slow.
    answered(of(4191, 'default'), '500', 'failure', requests * 9),
    answered(of(8080, 'probe'), '503', 'failure', requests * 9),
  ].join('');
}
