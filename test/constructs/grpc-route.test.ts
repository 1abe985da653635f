import { GrpcRoute } from '../../src/constructs/grpc-route';
import { aChart, identity } from '../helpers/a-chart';

const backend = { service: 'web', port: 80 };

const service = { kind: 'service', name: 'web', port: 80 } as const;

test('a GRPCRoute takes every call, or those of one gRPC service', () => {
  const props = { ...identity, parent: service, backend };
  const all = new GrpcRoute(aChart(), 'route', props).toJson();
  const one = new GrpcRoute(aChart(), 'route', { ...props, grpcService: 'user.UserService' }).toJson();

  expect(all.spec.rules?.[0]).not.toHaveProperty('matches');
  expect(one.spec.rules?.[0]?.matches).toEqual([{ method: { type: 'Exact', service: 'user.UserService' } }]);
});

test('a route of a Server has no backend, and is there before the pods that it lets become ready', () => {
  const route = new GrpcRoute(aChart(), 'route', {
    ...identity,
    parent: { kind: 'server', name: 'web.grpc' },
  }).toJson();

  expect(route.spec).toEqual({
    parentRefs: [{ group: 'policy.linkerd.io', kind: 'Server', name: 'web.grpc' }],
    rules: [{}],
  });
  expect(route.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-10' });
});
