import { addMeshPolicies } from '../../src/charts/mesh-policies';
import type { Placement } from '../../src/model/placement';
import { aChart, identity } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import { placeServices } from '../helpers/place-services';

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

test('Prometheus is outside the mesh, too', () => {
  const monitoring = { scrape: true };

  expect(namesOf(aPlacement({ service: { ...meshed, monitoring } }))).toContain(
    'AuthorizationPolicy web.http.networks',
  );
});

test('a gRPC probe of the kubelet is a call like any other, from outside the mesh', () => {
  const ports = [{ name: 'grpc', containerPort: 9090, protocol: 'grpc' } as const];

  expect(namesOf(aPlacement({ service: { ...meshed, ports } }))).toContain('AuthorizationPolicy web.grpc.networks');
});

test('a dependent outside the mesh has no certificate, so its network is let in', () => {
  const { web } = placeServices({ services: { web: meshed, api: { dependsOn: ['web'] } } }).placements;

  expect(namesOf(web)).toEqual([
    'NetworkAuthentication web',
    'Server web.http',
    'AuthorizationPolicy web.http.networks',
  ]);
});
