import { meshCounters, mostChecks, serviceCounters } from '../../src/constructs/request-counters';

/** Whether a series with these labels is counted, as Prometheus reads the matchers: a label that is not there is empty. */
function isCounted(selector: string, labels: Readonly<Record<string, string>>): boolean {
  const matchers = [...selector.matchAll(/([a-z_]+)(=~|!~|!=|=)"([^"]*)"/g)];
  expect(matchers.length).toBeGreaterThan(0);
  return matchers.every(([, label = '', how = '', value = '']) => {
    const is = labels[label] ?? '';
    const isMatched = how.endsWith('~') ? new RegExp(`^(?:${value})$`).test(is) : is === value;
    return how.startsWith('!') ? !isMatched : isMatched;
  });
}

describe('of a mesh', () => {
  const call = { direction: 'inbound', srv_port: '50051' };
  const counted = (labels: Readonly<Record<string, string>>) =>
    isCounted(meshCounters.counted(['namespace="dev"']), { namespace: 'dev', ...call, ...labels });

  test.each(['default', 'web.grpc.calls', 'web.http.calls', 'checks', ''])(
    'a request by route "%s" counts',
    (route) => {
      expect(counted({ route_name: route })).toBe(true);
    },
  );

  test.each(['probe', 'web.grpc.checks', 'web.http.checks'])('what comes by route "%s" is no request', (route) => {
    expect(counted({ route_name: route })).toBe(false);
  });

  test('what the proxy sends, and what it is asked itself, are no requests to the service', () => {
    expect(counted({ direction: 'outbound' })).toBe(false);
    expect(counted({ srv_port: '4191' })).toBe(false);
  });
});

describe('of a service', () => {
  const of = { __name__: 'http_server_requests_seconds_count', service: 'web' };
  const counted = (labels: Readonly<Record<string, string>>, checks: readonly string[]) =>
    isCounted(serviceCounters(checks).counted(['service="web"']), { ...of, ...labels });

  test('health checks of gRPC are no requests', () => {
    const grpc = { __name__: 'grpc_server_handled_total' };

    expect(counted({ ...grpc, grpc_service: 'user.UserService' }, [])).toBe(true);
    expect(counted({ ...grpc, grpc_service: 'grpc.health.v1.Health' }, [])).toBe(false);
  });

  test.each(['uri', 'handler', 'path', 'route'])('a path of probes and metrics is none, in the label %s', (label) => {
    expect(counted({ [label]: '/payments' }, ['/health', '/metrics'])).toBe(true);
    expect(counted({ [label]: '/health' }, ['/health', '/metrics'])).toBe(false);
    expect(counted({ [label]: '/healthy' }, ['/health', '/metrics'])).toBe(true);
  });

  test('Spring counts groups of its health endpoint by their pattern', () => {
    const checks = ['/actuator/health/liveness', '/api/status'];

    expect(counted({ uri: '/actuator/health/**' }, checks)).toBe(false);
    expect(counted({ uri: '/api/**' }, checks)).toBe(true);
  });

  test('at "/" callers ask, too', () => {
    expect(counted({ uri: '/' }, ['/'])).toBe(true);
  });

  test('a path with signs that mean something in a pattern is that path, and no other', () => {
    const path = '/a+b(c)|d*{e}$[f]?';

    expect(counted({ uri: path }, [path])).toBe(false);
    expect(counted({ uri: '/aab' }, [path])).toBe(true);
    expect(counted({ uri: 'd' }, [path])).toBe(true);
  });
});

describe('checks that nobody can tell from requests', () => {
  const checks = [
    { path: '/health', everySeconds: 10 },
    { path: '/metrics', everySeconds: 7.5 },
  ];
  const isMixed = (paths: readonly string[], labels: Readonly<Record<string, string>>) => {
    const query = mostChecks(
      paths.map((path) => ({ path, everySeconds: 10 })),
      ['service="web"'],
      2,
    );
    return isCounted(query, { __name__: 'http_requests_total', service: 'web', ...labels });
  };

  test('are as many of each as come within the time, and one more at both ends', () => {
    expect(mostChecks(checks, ['service="web"'], 2)).toMatch(
      /^\(count\(count by \(pod\) \(rate\(\{.*\}\[2m\]\)\)\) \* 32 \/ 120 or vector\(0\)\)$/,
    );
  });

  test('are in counters without paths', () => {
    expect(isMixed(['/health'], {})).toBe(true);
    expect(isMixed(['/health'], { handler: '/payments' })).toBe(false);
    expect(isMixed(['/health'], { grpc_service: 'user.UserService' })).toBe(false);
  });

  test('are among requests of "/" where it is asked by probes', () => {
    expect([isMixed(['/'], { path: '/' }), isMixed(['/health'], { path: '/' })]).toEqual([true, false]);
    expect(isMixed(['/'], { path: '/payments' })).toBe(false);
  });
});
