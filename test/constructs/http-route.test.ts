import { HttpRoute } from '../../src/constructs/http-route';
import { aChart, identity } from '../helpers/a-chart';

const backend = { service: 'web', port: 80 };

const gateway = { kind: 'gateway', name: 'public', namespace: 'gateway-system' } as const;

const service = { kind: 'service', name: 'web', port: 80 } as const;

test('an HTTPRoute takes the traffic of a Gateway in another namespace', () => {
  const hosts = ['web.example.com'];
  const { spec } = new HttpRoute(aChart(), 'route', { ...identity, parent: gateway, hosts, backend }).toJson();

  expect(spec.parentRefs).toEqual([
    { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', namespace: 'gateway-system' },
  ]);
  expect(spec.hostnames).toEqual(['web.example.com']);
});

test('defaults of the API server are written down, so that Argo CD sees no difference', () => {
  const { spec } = new HttpRoute(aChart(), 'route', { ...identity, parent: gateway, backend }).toJson();

  expect(spec.rules).toEqual([
    {
      matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 80, weight: 1 }],
    },
  ]);
});

test('a route of the mesh takes what is sent to a port of a Service, whatever the host', () => {
  const { spec } = new HttpRoute(aChart(), 'route', { ...identity, parent: service, backend }).toJson();

  expect(spec.parentRefs).toEqual([{ group: '', kind: 'Service', name: 'web', port: 80 }]);
  expect(spec).not.toHaveProperty('hostnames');
});

test('each method is a match of its own, below the same path', () => {
  const props = { ...identity, parent: service, path: '/api', methods: ['GET', 'PUT'], backend } as const;
  const { spec } = new HttpRoute(aChart(), 'route', props).toJson();

  expect(spec.rules?.[0]?.matches).toEqual([
    { path: { type: 'PathPrefix', value: '/api' }, method: 'GET' },
    { path: { type: 'PathPrefix', value: '/api' }, method: 'PUT' },
  ]);
});
