import { textAt } from '../../../manifests/value-at';
import type { Fix } from '../../finding';
import type { Rule } from '../../rule';

export const deprecatedServiceAccountField: Rule = {
  id: 'deprecated-service-account-field',
  title: 'a pod names its ServiceAccount in a field of former times',
  why: 'Tools that read manifests look at `serviceAccountName` alone, and believe that the pod runs under "default".',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/',
  severity: 'info',
  failing: `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  serviceAccount: web
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const { object, pod, podPath } of workloads) {
      const account = textAt(pod, ['serviceAccount']);
      if (account === undefined) continue;
      const now = textAt(pod, ['serviceAccountName']) ?? account;
      const fix: readonly Fix[] = [
        { path: [...podPath, 'serviceAccount'] },
        { path: [...podPath, 'serviceAccountName'], value: account },
      ];
      report({
        object,
        path: [...podPath, 'serviceAccount'],
        message: `pods of "${object.name}" have serviceAccount "${account}"`,
        hint: 'call the field serviceAccountName',
        // Two names that differ are a question, not a spelling.
        ...(now === account ? { fix } : {}),
      });
    }
  },
};
