import { mappingAt } from '../../../manifests/value-at';
import { isMadeByController } from '../../foreign-pods';
import type { Rule } from '../../rule';
import { asksForForeignPods, describeSelector, selectWorkloads, workloadsIn } from '../../select-pods';

export const budgetWithoutPods: Rule = {
  id: 'budget-without-pods',
  title: 'a PodDisruptionBudget protects no pod',
  why: 'Its selector matches nothing, so the pods that it was written for may all be evicted at once.',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  severity: 'warning',
  failing: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: wbe } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('PodDisruptionBudget')) {
      const selector = mappingAt(object.value, ['spec', 'selector']);
      if (selectWorkloads(inventory, object.namespace, selector).length > 0) continue;
      if (isMadeByController(inventory, object.namespace, selector)) continue;
      const isElsewhere = workloadsIn(inventory, object.namespace).length === 0 || asksForForeignPods(selector);
      report({
        object,
        path: ['spec', 'selector'],
        message: `the PodDisruptionBudget "${object.name}" selects ${describeSelector(selector)}, and no pod of namespace "${object.namespace ?? ''}" has that`,
        hint: 'copy the labels from the pod template',
        severity: isElsewhere ? 'info' : 'warning',
      });
    }
  },
};
