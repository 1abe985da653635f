import { mappingAt, valueAt } from '../../../manifests/value-at';
import { hasResource } from '../../resources-of';
import type { Rule } from '../../rule';
import { workloadsIn } from '../../select-pods';

/** What each key of a quota makes every container say. */
const demands = [
  { key: 'requests.cpu', which: 'requests', resource: 'cpu' },
  { key: 'cpu', which: 'requests', resource: 'cpu' },
  { key: 'requests.memory', which: 'requests', resource: 'memory' },
  { key: 'memory', which: 'requests', resource: 'memory' },
  { key: 'limits.cpu', which: 'limits', resource: 'cpu' },
  { key: 'limits.memory', which: 'limits', resource: 'memory' },
] as const;

export const quotaRefusesPods: Rule = {
  id: 'quota-refuses-pods',
  title: 'a ResourceQuota refuses pods that do not say what they need',
  why: 'The quota counts what pods request, so the API server refuses pods that say nothing. The Deployment is there, and has no pods.',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec:
  hard: { limits.memory: 8Gi }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec:
  hard: { limits.memory: 8Gi }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      resources:
        limits: { memory: 512Mi }
`,
  check(inventory, report) {
    for (const quota of inventory.ofKind('ResourceQuota')) {
      // One with a scope counts some pods only, and which these are shows in the cluster.
      if (valueAt(quota.value, ['spec', 'scopes']) !== undefined) continue;
      if (valueAt(quota.value, ['spec', 'scopeSelector']) !== undefined) continue;
      const hard = mappingAt(quota.value, ['spec', 'hard']);
      const wanted = demands.filter(({ key }) => hard[key] !== undefined);
      if (wanted.length === 0) continue;
      for (const workload of workloadsIn(inventory, quota.namespace)) {
        for (const container of workload.containers) {
          for (const { key, which, resource } of wanted) {
            if (hasResource(inventory, workload, container, which, resource)) continue;
            report({
              object: workload.object,
              path: [...container.path, 'resources', which],
              message: `${container.kind} "${container.name}" has no ${which}.${resource}, and the ResourceQuota "${quota.name}" counts ${key}`,
              hint: `set resources.${which}.${resource}, or give the namespace a LimitRange with a default`,
            });
          }
        }
      }
    }
  },
};
