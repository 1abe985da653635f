import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const refreshTooOften: Rule = {
  id: 'refresh-too-often',
  title: 'an ExternalSecret asks its store several times a minute',
  why: 'Each ExternalSecret does so, in each environment: stores bill calls, or refuse them when there are too many, and then no secret is refreshed at all.',
  source: 'https://external-secrets.io/latest/api/externalsecret/',
  severity: 'warning',
  failing: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: web, namespace: shop }
spec: { refreshInterval: 15s, secretStoreRef: { name: vault } }
`,
  passing: `
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: web, namespace: shop }
spec: { refreshInterval: 1h, secretStoreRef: { name: vault } }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ExternalSecret', 'external-secrets.io')) {
      const interval = textAt(object.value, ['spec', 'refreshInterval']);
      const seconds = Number(/^(\d+)s$/.exec(interval ?? '')?.[1] ?? 0);
      // Zero means: once.
      if (interval === undefined || seconds === 0 || seconds >= 60) continue;
      report({
        object,
        path: ['spec', 'refreshInterval'],
        message: `the ExternalSecret "${object.name}" asks its store every ${interval}`,
        hint: 'set refreshInterval: 1h; the annotation force-sync refreshes at once',
      });
    }
  },
};
