import { AuthorizationPolicy } from '../../src/constructs/authorization-policy';
import { aChart, identity } from '../helpers/a-chart';

test('a policy opens one Server to one kind of caller', () => {
  const authentication = { kind: 'MeshTLSAuthentication', name: 'web' } as const;
  const { spec } = new AuthorizationPolicy(aChart(), 'policy', {
    ...identity,
    server: 'web.http',
    authentication,
  }).toJson();

  expect(spec.targetRef).toEqual({ group: 'policy.linkerd.io', kind: 'Server', name: 'web.http' });
  expect(spec.requiredAuthenticationRefs).toEqual([
    { group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'web' },
  ]);
});
