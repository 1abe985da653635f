import { mappingAt } from '../../../manifests/value-at';
import { countedByQuota, quotasOfAllPods } from '../../quotas';
import { hasResource } from '../../resources-of';
import type { Rule } from '../../rule';
import { workloadsIn } from '../../select-pods';

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
    for (const quota of quotasOfAllPods(inventory)) {
      const hard = mappingAt(quota.value, ['spec', 'hard']);
      const wanted = [...countedByQuota].filter(([key]) => hard[key] !== undefined);
      if (wanted.length === 0) continue;
      for (const workload of workloadsIn(inventory, quota.namespace)) {
        for (const container of workload.containers) {
          for (const [key, { which, resource }] of wanted) {
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
