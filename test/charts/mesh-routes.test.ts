import { addMeshRoutes } from '../../src/charts/mesh-routes';
import { aChart, identity } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

type Service = NonNullable<PlacementOverrides['service']>;

function routesOf(mesh: Service['mesh'], service: Service = {}) {
  const chart = aChart();
  const placement = aPlacement({ service: { ...service, mesh: { provider: 'linkerd', ...mesh } } });
  if (placement.mesh !== undefined) addMeshRoutes(chart, identity, placement, placement.mesh);
  return chart.toJson();
}

function namesOf(mesh: Service['mesh'], service?: Service): readonly string[] {
  return routesOf(mesh, service).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

const grpc = { ports: [{ name: 'grpc', containerPort: 9090, port: 80, protocol: 'grpc' }] } as const;

test('without a retry limit nothing is retried', () => {
  const [route, ...others] = routesOf({ timeout: '3s' });

  expect(others).toEqual([]);
  expect(route.metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-wave': '5',
    'timeout.linkerd.io/request': '3s',
  });
});

test.each(['gateway-api', 'service-profile'] as const)(
  'nobody is told by %s how to call a headless Service',
  (routes) => {
    const placement = aPlacement({
      environment: { defaults: { mesh: { provider: 'linkerd', routes, retryLimit: 2 } } },
      service: { service: { headless: true } },
    });
    const chart = aChart();
    if (placement.mesh !== undefined) addMeshRoutes(chart, identity, placement, placement.mesh);

    expect(placement.mesh).toMatchObject({ routes: 'none' });
    expect(chart.toJson()).toEqual([]);
  },
);

test('only idempotent methods are retried', () => {
  const [all, retries] = routesOf({ retryLimit: 2 });

  expect(all.metadata.annotations).not.toHaveProperty(['retry.linkerd.io/http']);
  expect(retries.metadata.annotations).toMatchObject({ 'retry.linkerd.io/http': '5xx', 'retry.linkerd.io/limit': '2' });
  expect(retries.spec.rules[0].matches.map(({ method }: { method: string }) => method)).toEqual([
    'GET',
    'HEAD',
    'OPTIONS',
    'PUT',
    'DELETE',
  ]);
});

test('a gRPC call is retried only when the server did not begin it', () => {
  const [route] = routesOf({ retryLimit: 3 }, { ...grpc, ports: [...grpc.ports] });

  expect(route.kind).toBe('GRPCRoute');
  expect(route.metadata.annotations).toMatchObject({
    'retry.linkerd.io/grpc': 'unavailable',
    'retry.linkerd.io/limit': '3',
  });
});

test('routes belong to the port of the Service that others call', () => {
  const [route] = routesOf({}, { ...grpc, ports: [...grpc.ports], rollout: { strategy: 'blueGreen' } });

  expect(route.spec.parentRefs).toEqual([{ group: '', kind: 'Service', name: 'web-active', port: 80 }]);
});

test('a tcp port has nothing that could be retried', () => {
  expect(namesOf({ retryLimit: 2 }, { ports: [{ name: 'sql', containerPort: 5432, protocol: 'tcp' }] })).toEqual([]);
});

test('a ServiceProfile replaces all routes of the mesh: Linkerd would ignore them', () => {
  expect(namesOf({ routes: 'service-profile', retryLimit: 2 })).toEqual(['ServiceProfile web.dev.svc.cluster.local']);
});

test('a ServiceProfile has the routes and the budget of the service, and its timeout', () => {
  const [profile] = routesOf({
    routes: 'service-profile',
    timeout: '3s',
    profile: {
      routes: [{ name: 'gRPC UserService', method: 'POST', pathRegex: '/user\\.UserService/.*' }],
      retryBudget: { retryRatio: 0.2, minRetriesPerSecond: 10 },
    },
  });

  expect(profile.spec).toEqual({
    routes: [
      {
        name: 'gRPC UserService',
        condition: { method: 'POST', pathRegex: '/user\\.UserService/.*' },
        isRetryable: false,
        timeout: '3s',
      },
    ],
    retryBudget: { retryRatio: 0.2, minRetriesPerSecond: 10, ttl: '10s' },
  });
});

test('a ServiceProfile without routes of the service gives every request the timeout', () => {
  const [profile] = routesOf({ routes: 'service-profile', timeout: '3s' });

  expect(profile.spec).toEqual({
    routes: [{ name: 'all', condition: { pathRegex: '/.*' }, isRetryable: false, timeout: '3s' }],
  });
});
