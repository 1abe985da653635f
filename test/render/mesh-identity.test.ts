import { decideInMesh, probesOf } from '../helpers/mesh-decision';
import type { MeshRequest } from '../helpers/mesh-decision';
import { renderShippedCatalog } from '../helpers/shipped-catalog';
import type { RenderedObject } from '../helpers/shipped-catalog';

const objects = [...renderShippedCatalog().objects.values()].filter(({ kind }) => kind !== 'Kustomization');
const workloads = objects.filter(
  ({ spec }) => spec?.template?.metadata?.annotations?.['linkerd.io/inject'] === 'enabled',
);

interface Port {
  readonly name: string;
  readonly containerPort: number;
}

function at(workload: RenderedObject, port: number, asked: Omit<MeshRequest, 'from'>, from = '10.1.2.3') {
  const { metadata, spec } = workload['spec'].template;
  const pod = { namespace: workload.metadata.namespace ?? '', labels: metadata.labels, spec };
  return decideInMesh(objects, pod, port, { from, ...asked });
}

const portsOf = (workload: RenderedObject): readonly Port[] => workload['spec'].template.spec.containers[0].ports;
const numberOf = (workload: RenderedObject, port: string | number): number =>
  portsOf(workload).find(({ name }) => name === port)?.containerPort ?? Number(port);
const cases = workloads.map((one) => [`${one.metadata.namespace}/${one.metadata.name}`, one] as const);

test('there are meshed services of HTTP and of gRPC to ask', () => {
  expect(cases.map(([name]) => name).sort()).toEqual(
    ['dev', 'staging', 'prod']
      .flatMap((environment) => [`${environment}/blog-backend`, `user-service-${environment}/user-service`])
      .sort(),
  );
});

test.each(cases)('R3-13: every probe of %s is answered, by a route that nobody counts', (_name, workload) => {
  const { spec } = workload['spec'].template;
  const asked = probesOf({ spec }).flatMap(({ httpGet, grpc }) => [
    ...(httpGet === undefined
      ? []
      : [at(workload, numberOf(workload, httpGet.port), { method: 'GET', path: httpGet.path })]),
    ...(grpc === undefined ? [] : [at(workload, grpc.port, { method: 'POST', path: '/grpc.health.v1.Health/Check' })]),
  ]);

  expect(asked.length).toBeGreaterThan(0);
  for (const { route, isLetIn } of asked) {
    expect(isLetIn).toBe(true);
    expect(route).toMatch(/^probe$|\.checks$/);
  }
});

test.each(cases)('R3-13: Prometheus reads the metrics of %s, by a route that nobody counts', (_name, workload) => {
  const monitor = objects.find(
    ({ kind, metadata }) =>
      kind === 'ServiceMonitor' &&
      metadata.namespace === workload.metadata.namespace &&
      metadata.name === workload.metadata.name,
  );
  const [{ port, path }] = monitor === undefined ? [{}] : monitor['spec'].endpoints;

  expect(at(workload, numberOf(workload, port), { method: 'GET', path })).toEqual({
    route: `${workload.metadata.name}.${port}.checks`,
    isLetIn: true,
  });
});

test.each(cases)(
  'R3-13: who has no certificate gets nothing else of %s, but where the Gateway leads',
  (_name, workload) => {
    // Both are public at their port of HTTP, and the Gateway is outside the mesh.
    for (const { name: port, containerPort } of portsOf(workload)) {
      const answers = [
        at(workload, containerPort, { method: 'POST', path: '/user.UserService/GetUser' }),
        at(workload, containerPort, { method: 'GET', path: '/other' }),
      ].map(({ isLetIn }) => isLetIn);

      expect(answers).toEqual(port === 'http' ? [true, true] : [false, false]);
    }
    const [{ containerPort } = { containerPort: 0 }] = portsOf(workload);
    // Nor does anybody whose network is none of the cluster.
    expect(at(workload, containerPort, { method: 'GET', path: '/other' }, '192.0.2.1').isLetIn).toBe(false);
  },
);

test('R3-13: a caller that is declared is known by its certificate, whatever its network', () => {
  const [, service] = cases.find(([name]) => name === 'user-service-prod/user-service') ?? [];
  const call = { method: 'POST', path: '/user.UserService/GetUser' } as const;
  const asked = (identity: string) => service && at(service, 50051, { ...call, identity }, '192.0.2.1').isLetIn;

  expect(asked('prod/blog-backend')).toBe(true);
  expect(asked('prod/blog-frontend')).toBe(false);
  expect(asked('dev/blog-backend')).toBe(false);
});
