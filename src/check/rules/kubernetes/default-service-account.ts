import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const defaultServiceAccount: Rule = {
  id: 'default-service-account',
  title: 'pods run under the ServiceAccount that all pods of the namespace have',
  why: 'A role for one of them is a role for all of them, and audit logs cannot tell them apart.',
  source: 'https://kubernetes.io/docs/concepts/security/service-accounts/',
  severity: 'info',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  automountServiceAccountToken: false
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
  automountServiceAccountToken: false
  serviceAccountName: web
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check({ workloads }, report) {
    for (const { object, pod, podPath } of workloads) {
      const account = textAt(pod, ['serviceAccountName']) ?? textAt(pod, ['serviceAccount']) ?? 'default';
      if (account !== 'default' || Object.keys(pod).length === 0) continue;
      report({
        object,
        path: [...podPath, 'serviceAccountName'],
        message: `pods of "${object.name}" run under the ServiceAccount "default"`,
        hint: 'make a ServiceAccount for them, and name it in serviceAccountName',
      });
    }
  },
};
