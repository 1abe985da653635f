import { AuthorizationPolicy } from '../../src/constructs/authorization-policy';
import { aChart, identity } from '../helpers/a-chart';

test('a policy opens one Server to one kind of caller', () => {
  const authentication = { kind: 'MeshTLSAuthentication', name: 'web' } as const;
  const { spec } = new AuthorizationPolicy(aChart(), 'policy', {
    ...identity,
    target: { kind: 'Server', name: 'web.http' },
    authentication,
  }).toJson();

  expect(spec.targetRef).toEqual({ group: 'policy.linkerd.io', kind: 'Server', name: 'web.http' });
  expect(spec.requiredAuthenticationRefs).toEqual([
    { group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'web' },
  ]);
});

test('a policy opens one route, and not the Server of the route', () => {
  const { spec } = new AuthorizationPolicy(aChart(), 'policy', {
    ...identity,
    target: { kind: 'GRPCRoute', name: 'web.grpc.checks' },
    authentication: { kind: 'NetworkAuthentication', name: 'web.checks' },
  }).toJson();

  expect(spec.targetRef).toEqual({ group: 'gateway.networking.k8s.io', kind: 'GRPCRoute', name: 'web.grpc.checks' });
});
