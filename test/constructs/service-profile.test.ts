import { ServiceProfile } from '../../src/constructs/service-profile';
import { aChart } from '../helpers/a-chart';

test('a ServiceProfile is called as the Service is in DNS: Linkerd ignores any other name', () => {
  const props = { namespace: 'users', labels: {}, service: 'user-service', routes: [] };
  const { metadata } = new ServiceProfile(aChart(), 'profile', props).toJson();

  expect(metadata.name).toBe('user-service.users.svc.cluster.local');
});

test('a route is not retried unless it says so, and the budget has the ttl that Linkerd requires', () => {
  const retryBudget = { retryRatio: 0.2, minRetriesPerSecond: 10, ttl: '10s' };
  const routes = [
    { name: 'gRPC UserService', method: 'POST', pathRegex: '/user\\.UserService/.*' },
    { name: 'get', method: 'GET', pathRegex: '/users/.*', isRetryable: true, timeout: '2s' },
  ];
  const props = { namespace: 'users', labels: {}, service: 'user-service', routes, retryBudget };
  const { spec } = new ServiceProfile(aChart(), 'profile', props).toJson();

  expect(spec.routes).toEqual([
    {
      name: 'gRPC UserService',
      condition: { method: 'POST', pathRegex: '/user\\.UserService/.*' },
      isRetryable: false,
    },
    { name: 'get', condition: { method: 'GET', pathRegex: '/users/.*' }, isRetryable: true, timeout: '2s' },
  ]);
  expect(spec.retryBudget).toEqual({ retryRatio: 0.2, minRetriesPerSecond: 10, ttl: '10s' });
});
