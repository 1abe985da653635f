import { StreamRoute } from '../../src/constructs/stream-route';
import { aChart, identity } from '../helpers/a-chart';

const parent = { kind: 'gateway', name: 'public', namespace: 'gateway-system', listener: 'db' } as const;
const backend = { service: 'db', port: 5432 };

test.each([
  ['TCPRoute', 'tcp'],
  ['UDPRoute', 'udp'],
] as const)('a %s has the one rule that its listener may have', (kind, of) => {
  const route = new StreamRoute(aChart(), 'route', { ...identity, parent, backend, of }).toJson();

  expect(route.kind).toBe(kind);
  expect(route.spec.parentRefs).toMatchObject([{ sectionName: 'db' }]);
  expect(route.spec.rules).toEqual([
    { backendRefs: [{ group: '', kind: 'Service', name: 'db', port: 5432, weight: 1 }] },
  ]);
  expect(route.spec).not.toHaveProperty('hostnames');
});

test('a TLSRoute is known by its hosts', () => {
  const of = { hosts: ['db.example.com'] };
  const route = new StreamRoute(aChart(), 'route', { ...identity, parent, backend, of }).toJson();

  expect(route).toMatchObject({ kind: 'TLSRoute', spec: { hostnames: ['db.example.com'] } });
});
