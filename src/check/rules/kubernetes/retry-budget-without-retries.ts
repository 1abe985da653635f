import { listAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const retryBudgetWithoutRetries: Rule = {
  id: 'retry-budget-without-retries',
  title: 'a ServiceProfile has a budget for retries, and retries nothing',
  why: 'Linkerd only repeats requests of routes with `isRetryable: true`. The service looks as if failures were repeated, and they are not.',
  source: 'https://linkerd.io/2/tasks/configuring-retries/',
  severity: 'info',
  failing: `
apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata: { name: web.shop.svc.cluster.local, namespace: shop }
spec:
  retryBudget: { retryRatio: 0.2, minRetriesPerSecond: 10, ttl: 10s }
  routes: [{ name: reads, condition: { method: GET } }]
`,
  passing: `
apiVersion: linkerd.io/v1alpha2
kind: ServiceProfile
metadata: { name: web.shop.svc.cluster.local, namespace: shop }
spec:
  retryBudget: { retryRatio: 0.2, minRetriesPerSecond: 10, ttl: 10s }
  routes: [{ name: reads, condition: { method: GET }, isRetryable: true }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ServiceProfile', 'linkerd.io')) {
      if (valueAt(object.value, ['spec', 'retryBudget']) === undefined) continue;
      if (listAt(object.value, ['spec', 'routes']).some((route) => valueAt(route, ['isRetryable']) === true)) continue;
      report({
        object,
        path: ['spec', 'retryBudget'],
        message: `no route of the ServiceProfile "${object.name}" is retryable`,
        hint: 'set isRetryable: true on routes that may be repeated, or remove retryBudget',
      });
    }
  },
};
