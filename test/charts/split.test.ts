import { Testing } from 'cdk8s';

import { EnvironmentOverlay } from '../../src/charts/environment-overlay';
import type { Placement } from '../../src/model/placement';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

const steps = [{ setWeight: 20 }, { pause: {} }, { setWeight: 100 }];
const http = { name: 'http', containerPort: 8080, port: 80 } as const;
const grpc = { name: 'grpc', containerPort: 9090, protocol: 'grpc' } as const;

function placed(service: NonNullable<PlacementOverrides['service']>): Placement {
  return aPlacement({
    environment: { canaryWeights: 'routes' },
    service: { ports: [http], rollout: { strategy: 'canary', steps, analysis: true }, ...service },
  });
}

interface Rendered {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels: Record<string, string>;
    readonly annotations: Record<string, string>;
  };
  readonly spec: unknown;
}

function objectsOf(placement: Placement): readonly Rendered[] {
  return new EnvironmentOverlay(Testing.app(), 'overlay', placement).toJson();
}

function named(placement: Placement, kind: string): Record<string, unknown> {
  return Object.fromEntries(
    objectsOf(placement)
      .filter((object) => object.kind === kind)
      .map(({ metadata, spec }) => [metadata.name, spec]),
  );
}

const backends = [
  { group: '', kind: 'Service', name: 'web-stable', port: 80, weight: 100 },
  { group: '', kind: 'Service', name: 'web-canary', port: 80, weight: 0 },
];

test('the route of a public canary leads to both releases, and the stable one has all requests at rest', () => {
  const placement = placed({ public: true });

  expect(named(placement, 'HTTPRoute')).toMatchObject({ web: { rules: [{ backendRefs: backends }] } });
  expect(named(placement, 'Rollout')).toMatchObject({
    web: {
      strategy: {
        canary: {
          stableService: 'web-stable',
          canaryService: 'web-canary',
          trafficRouting: { plugins: { 'argoproj-labs/gatewayAPI': { httpRoutes: [{ name: 'web' }] } } },
        },
      },
    },
  });
});

test('three Services lead to its pods: the one that others call and that is measured, and those of the two releases', () => {
  const placement = placed({ public: true });
  const services = objectsOf(placement).filter(({ kind }) => kind === 'Service');

  const said = named(placement, 'Service');
  expect(Object.keys(said)).toEqual(['web', 'web-stable', 'web-canary']);
  // Argo Rollouts adds the hash of a release to the selectors of two of them.
  expect(said['web-stable']).toEqual(said['web']);
  expect(said['web-canary']).toEqual(said['web']);
  // A ServiceMonitor that found all three would read each pod three times.
  expect(services.map(({ metadata }) => metadata.labels['app'])).toEqual(['web', 'web-stable', 'web-canary']);
});

test('its analysis asks for the pods of the canary behind the Service that is measured', () => {
  const { web } = named(placed({ public: true }), 'Rollout');

  expect(web).toMatchObject({
    strategy: {
      canary: {
        analysis: {
          args: [
            { name: 'service-name', value: 'web' },
            { name: 'pod-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
          ],
        },
      },
    },
  });
});

test('every route that reads requests has weights: of hosts and paths, of gRPC, and in the mesh with its retries', () => {
  const placement = placed({
    public: true,
    ports: [http, grpc],
    exposure: { routes: { api: { hosts: ['api.example.com'] }, calls: { port: 'grpc' } } },
    mesh: { provider: 'linkerd', retryLimit: 2 },
  });

  const canary = {
    strategy: {
      canary: {
        trafficRouting: {
          plugins: {
            'argoproj-labs/gatewayAPI': {
              httpRoutes: ['web', 'web.at.api', 'web.http', 'web.http.retries'].map((name) => ({ name })),
              grpcRoutes: ['web.at.calls', 'web.grpc'].map((name) => ({ name })),
            },
          },
        },
      },
    },
  };
  expect(named(placement, 'Rollout')).toMatchObject({ web: canary });
  const all = { ...named(placement, 'HTTPRoute'), ...named(placement, 'GRPCRoute') };
  // Those of a Server say who may come in, and lead nowhere else.
  const ofServers = ['web.http.calls', 'web.http.checks'];
  const routes = Object.entries(all).filter(([name]) => !ofServers.includes(name));
  expect(Object.keys(all).sort()).toEqual(
    [...ofServers, 'web', 'web.at.api', 'web.at.calls', 'web.grpc', 'web.http', 'web.http.retries'].sort(),
  );
  for (const name of ofServers) expect(JSON.stringify(all[name])).not.toContain('backendRefs');
  for (const [, route] of routes) {
    expect(route).toMatchObject({
      rules: [
        {
          backendRefs: [
            { name: 'web-stable', weight: 100 },
            { name: 'web-canary', weight: 0 },
          ],
        },
      ],
    });
  }
});

test('in the mesh the Service that callers know is the parent of the route', () => {
  const placement = placed({ mesh: { provider: 'linkerd', retryLimit: 0 } });

  expect(named(placement, 'HTTPRoute')).toMatchObject({
    'web.http': {
      parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 80 }],
      rules: [{ backendRefs: backends }],
    },
  });
});

test('a route that reads no request leads to all pods, and has no weights', () => {
  const sql = { name: 'sql', containerPort: 5432, protocol: 'tcp' } as const;
  const placement = placed({
    public: true,
    ports: [http, sql],
    exposure: { routes: { sql: { port: 'sql', listener: 'sql' } } },
  });

  expect(named(placement, 'TCPRoute')).toMatchObject({
    'web.at.sql': { rules: [{ backendRefs: [{ name: 'web', port: 5432, weight: 1 }] }] },
  });
  expect(JSON.stringify(named(placement, 'Rollout'))).not.toContain('web.at.sql');
});

test('Argo CD leaves rules of routes while a canary has a share, and compares as the API server would apply', () => {
  const application = objectsOf(placed({ public: true })).find(({ kind }) => kind === 'Application');

  expect(application?.metadata.annotations['argocd.argoproj.io/compare-options']).toBe('ServerSideDiff=true');
  const rules = 'select(.metadata.labels["rollouts.argoproj.io/gatewayapi-canary"] == "in-progress") | .spec.rules';
  const group = 'gateway.networking.k8s.io';
  expect(application?.spec).toMatchObject({
    ignoreDifferences: [
      { kind: 'Service', jsonPointers: ['/spec/selector/rollouts-pod-template-hash'] },
      { group, kind: 'GRPCRoute', jqPathExpressions: [rules] },
      { group, kind: 'HTTPRoute', jqPathExpressions: [rules] },
    ],
  });
});

test.each([
  ['says pods', { public: true, rollout: { strategy: 'canary', steps, weights: 'pods' } }],
  ['has no route', {}],
  ['has an Ingress', { public: true, exposure: { kind: 'ingress' } }],
] as const)('a canary that %s renders the bytes that it has without the plugin', (_, service) => {
  const without = aPlacement({
    service: { ports: [http], rollout: { strategy: 'canary', steps, analysis: true }, ...service },
  });
  const withPlugin = placed(service);

  expect(objectsOf(withPlugin)).toEqual(objectsOf(without));
});
