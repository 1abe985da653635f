import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const missingServiceAccount: Rule = {
  id: 'missing-service-account',
  title: 'the ServiceAccount of a pod is not there',
  why: 'The API server refuses the pods: serviceaccount not found. The Deployment is there, and never has a pod.',
  source: 'https://kubernetes.io/docs/concepts/security/service-accounts/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ServiceAccount
metadata: { name: cart, namespace: shop }
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
  check(inventory, report) {
    const withAccounts = new Set(inventory.ofKind('ServiceAccount').map(({ namespace }) => namespace));
    for (const { object, pod, podPath } of inventory.workloads) {
      const account = textAt(pod, ['serviceAccountName']);
      // Each namespace is born with this one.
      if (account === undefined || account === '' || account === 'default') continue;
      if (inventory.find('ServiceAccount', object.namespace, account) !== undefined) continue;
      report({
        object,
        path: [...podPath, 'serviceAccountName'],
        message: `pods of "${object.name}" run under the ServiceAccount "${account}", which is not there`,
        hint: 'add the ServiceAccount, or correct the name',
        // Where there is none at all they may be made elsewhere, by Terraform for example.
        severity: withAccounts.has(object.namespace) ? 'error' : 'warning',
      });
    }
  },
};
