import { addMeshPolicies } from '../../src/charts/mesh-policies';
import type { Placement } from '../../src/model/placement';
import { aChart, identity } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import { placeServices } from '../helpers/place-services';

interface Rule {
  readonly matches: readonly unknown[];
}

const meshed = { mesh: { provider: 'linkerd' }, monitoring: { scrape: false } } as const;

function policiesOf(placement: Placement | undefined) {
  const chart = aChart();
  if (placement?.mesh !== undefined) addMeshPolicies(chart, identity, placement, placement.mesh);
  return chart.toJson();
}

function namesOf(placement: Placement | undefined): readonly string[] {
  return policiesOf(placement).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

test('a service that nobody declares to call lets nobody in', () => {
  expect(namesOf(aPlacement({ service: meshed }))).toEqual(['Server web.http']);
});

test('services that declare it as a dependency are let in by their certificates', () => {
  const { web } = placeServices({ services: { web: meshed, api: { ...meshed, dependsOn: ['web'] } } }).placements;

  expect(namesOf(web)).toEqual([
    'MeshTLSAuthentication web',
    'Server web.http',
    'AuthorizationPolicy web.http.callers',
  ]);
  expect(policiesOf(web)[0].spec.identityRefs).toEqual([{ kind: 'ServiceAccount', name: 'api', namespace: 'prod' }]);
});

test('callers are known by the accounts that they run as, each once', () => {
  const calls = { ...meshed, dependsOn: ['web'] };
  const { web } = placeServices({
    services: {
      web: meshed,
      api: { ...calls, identity: { account: 'robot' } },
      jobs: { ...calls, identity: { account: 'robot' } },
      old: { ...calls, names: { account: 'former' } },
    },
  }).placements;

  expect(policiesOf(web)[0].spec.identityRefs).toEqual([
    { kind: 'ServiceAccount', name: 'robot', namespace: 'prod' },
    { kind: 'ServiceAccount', name: 'former', namespace: 'prod' },
  ]);
});

test('the gateway is outside the mesh: it is let in by its network, on the port that it needs', () => {
  const ports = [{ name: 'http', containerPort: 8080 } as const, { name: 'admin', containerPort: 9000 } as const];

  expect(namesOf(aPlacement({ service: { ...meshed, public: true, ports } }))).toEqual([
    'NetworkAuthentication web',
    'Server web.http',
    'AuthorizationPolicy web.http.networks',
    'Server web.admin',
  ]);
});

test('Prometheus is outside the mesh, too: it is let in by its network, to the path of the metrics and of probes there', () => {
  const service = { ...meshed, monitoring: { scrape: true }, metrics: { path: '/stats' } };
  const policies = policiesOf(aPlacement({ service }));

  expect(policies.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'Server web.http',
    'NetworkAuthentication web.checks',
    'HTTPRoute web.http.calls',
    'HTTPRoute web.http.checks',
    'AuthorizationPolicy web.http.checks',
  ]);
  expect(policies[3].spec.rules.flatMap(({ matches }: Rule) => matches)).toEqual(
    ['/health', '/ready', '/stats'].map((value) => ({ path: { type: 'Exact', value }, method: 'GET' })),
  );
});

test('a gRPC probe of the kubelet comes by a route of its own', () => {
  const ports = [{ name: 'grpc', containerPort: 9090, protocol: 'grpc' } as const];
  const policies = policiesOf(aPlacement({ service: { ...meshed, ports } }));

  expect(policies.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
    'Server web.grpc',
    'NetworkAuthentication web.checks',
    'GRPCRoute web.grpc.calls',
    'GRPCRoute web.grpc.checks',
    'AuthorizationPolicy web.grpc.checks',
  ]);
  // Pods become ready by these: what comes after pods would wait for them for ever.
  expect(new Set(policies.map(({ metadata }) => metadata.annotations['argocd.argoproj.io/sync-wave']))).toEqual(
    new Set(['-10']),
  );
});

test('so does that of a sidecar', () => {
  const ports = [
    { name: 'http', containerPort: 8080 } as const,
    { name: 'side', containerPort: 9090, protocol: 'grpc', container: 'side' } as const,
  ];
  const probe = { protocol: 'grpc', port: 'side' } as const;
  const sidecars = { side: { image: 'side:v1.0.0', probes: { liveness: probe, readiness: probe } } };

  expect(namesOf(aPlacement({ service: { ...meshed, ports, sidecars } }))).toContain(
    'AuthorizationPolicy web.side.checks',
  );
});

test('where the mesh reads nothing, it cannot tell a probe from a call', () => {
  const ports = [{ name: 'raw', containerPort: 9090, protocol: 'tcp' } as const];
  const probe = { protocol: 'http', port: 'raw' } as const;

  expect(namesOf(aPlacement({ service: { ...meshed, ports, probes: { liveness: probe } } }))).toEqual([
    'NetworkAuthentication web',
    'Server web.raw',
    'AuthorizationPolicy web.raw.networks',
  ]);
});

test('a dependent outside the mesh has no certificate, so its network is let in', () => {
  const { web } = placeServices({ services: { web: meshed, api: { dependsOn: ['web'] } } }).placements;

  expect(namesOf(web)).toEqual([
    'NetworkAuthentication web',
    'Server web.http',
    'AuthorizationPolicy web.http.networks',
  ]);
});
