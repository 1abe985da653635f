import { addRoute } from '../../src/charts/routes';
import { aChart, identity } from '../helpers/a-chart';
import { aPlacement } from '../helpers/a-placement';
import type { PlacementOverrides } from '../helpers/a-placement';

function routesOf(service: NonNullable<PlacementOverrides['service']>) {
  const chart = aChart();
  addRoute(chart, identity, aPlacement({ service }));
  return chart.toJson();
}

const grpc = { name: 'grpc', containerPort: 9090, protocol: 'grpc' } as const;

test('a service that is not public has no route', () => {
  expect(routesOf({ public: false })).toEqual([]);
});

test('a public service is reached through the Gateway of the environment, under its host', () => {
  const [route] = routesOf({ public: true });

  expect(route.kind).toBe('HTTPRoute');
  expect(route.spec).toMatchObject({ hostnames: ['web.example.com'], parentRefs: [{ name: 'public' }] });
});

test('a public gRPC service has a GRPCRoute', () => {
  expect(routesOf({ public: true, ports: [grpc] })[0].kind).toBe('GRPCRoute');
});

test('a route leads to the Service that serves users, not to a preview', () => {
  const [route] = routesOf({ public: true, rollout: { strategy: 'blueGreen' } });

  expect(route.spec.rules[0].backendRefs[0].name).toBe('web-active');
});

test('a service may ask for an Ingress instead', () => {
  const objects = routesOf({ public: true, exposure: { kind: 'ingress', path: '/shop' } });

  expect(objects).toHaveLength(1);
  expect(objects[0]).toMatchObject({
    kind: 'Ingress',
    spec: { ingressClassName: 'nginx', rules: [{ host: 'web.example.com', http: { paths: [{ path: '/shop' }] } }] },
  });
});

test('an Ingress controller is told that a backend speaks gRPC', () => {
  const [ingress] = routesOf({ public: true, ports: [grpc], exposure: { kind: 'ingress' } });

  expect(ingress.metadata.annotations).toMatchObject({ 'nginx.ingress.kubernetes.io/backend-protocol': 'GRPC' });
});
