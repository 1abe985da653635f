import { mappingAt } from '../../../manifests/value-at';
import { isMadeByController } from '../../foreign-pods';
import type { Rule } from '../../rule';
import { asksForForeignPods, describeSelector, selectWorkloads, workloadsIn } from '../../select-pods';

export const networkPolicyWithoutPods: Rule = {
  id: 'network-policy-without-pods',
  title: 'a NetworkPolicy is about no pod',
  why: 'Its selector matches nothing, so the pods that it was written for are as open as before.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  severity: 'warning',
  failing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: wbe } }
  policyTypes: [Ingress]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('NetworkPolicy', 'networking.k8s.io')) {
      const selector = mappingAt(object.value, ['spec', 'podSelector']);
      // An empty one is about all pods that may ever be there.
      if (Object.keys(selector).length === 0) continue;
      if (selectWorkloads(inventory, object.namespace, selector).length > 0) continue;
      if (isMadeByController(inventory, object.namespace, selector)) continue;
      const isElsewhere = workloadsIn(inventory, object.namespace).length === 0 || asksForForeignPods(selector);
      report({
        object,
        path: ['spec', 'podSelector'],
        message: `the NetworkPolicy "${object.name}" selects ${describeSelector(selector)}, and no pod of namespace "${object.namespace ?? ''}" has that`,
        hint: 'copy the labels from the pod template',
        severity: isElsewhere ? 'info' : 'warning',
      });
    }
  },
};
