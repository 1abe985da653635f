import type { ManifestObject } from '../../../manifests/manifest';
import { mappingAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

const needed = ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

export const incompleteResourceQuota: Rule = {
  id: 'incomplete-resource-quota',
  title: 'the quotas of a namespace do not bound CPU and memory',
  why: 'A namespace that is bounded in one way is not in the other: it can still take the CPU or the memory of the whole cluster.',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  severity: 'info',
  failing: `
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec:
  hard: { pods: "20", requests.cpu: "4" }
`,
  passing: `
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec:
  hard: { pods: "20", requests.cpu: "4", requests.memory: 8Gi, limits.cpu: "8", limits.memory: 16Gi }
`,
  check(inventory, report) {
    const keysByNamespace = new Map<string | undefined, Set<string>>();
    const first = new Map<string | undefined, ManifestObject>();
    for (const quota of inventory.ofKind('ResourceQuota')) {
      const keys = keysByNamespace.get(quota.namespace) ?? new Set<string>();
      keysByNamespace.set(quota.namespace, keys);
      if (!first.has(quota.namespace)) first.set(quota.namespace, quota);
      for (const key of Object.keys(mappingAt(quota.value, ['spec', 'hard'])))
        keys.add(key === 'cpu' || key === 'memory' ? `requests.${key}` : key);
    }
    for (const [namespace, object] of first) {
      const missing = needed.filter((key) => keysByNamespace.get(namespace)?.has(key) !== true);
      if (missing.length === 0) continue;
      report({
        object,
        path: ['spec', 'hard'],
        message: `no ResourceQuota of namespace "${namespace ?? ''}" bounds ${missing.join(', ')}`,
        hint: `add ${missing.join(', ')} to spec.hard`,
      });
    }
  },
};
