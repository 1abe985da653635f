import type { ManifestObject } from '../../../manifests/manifest';
import { mappingAt } from '../../../manifests/value-at';
import type { Workload } from '../../inventory';
import type { Rule } from '../../rule';
import { selectWorkloads } from '../../select-pods';

export const twoBudgetsForAPod: Rule = {
  id: 'two-budgets-for-a-pod',
  title: 'two PodDisruptionBudgets protect the same pods',
  why: 'The API server cannot decide and refuses each eviction with an error: the drain of a node never ends.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/',
  severity: 'error',
  failing: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: web } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: everything, namespace: shop }
spec: { maxUnavailable: 1, selector: {} }
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
spec: { maxUnavailable: 1, selector: { matchLabels: { app: web } } }
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
    const budgetOf = new Map<Workload, ManifestObject>();
    for (const object of inventory.ofKind('PodDisruptionBudget')) {
      const other = selectWorkloads(inventory, object.namespace, mappingAt(object.value, ['spec', 'selector'])).flatMap(
        (workload) => {
          const first = budgetOf.get(workload);
          budgetOf.set(workload, first ?? object);
          return first === undefined ? [] : [{ first, workload }];
        },
      )[0];
      if (other === undefined) continue;
      report({
        object,
        path: ['spec', 'selector'],
        message: `the PodDisruptionBudgets "${other.first.name}" and "${object.name}" both select pods of "${other.workload.object.name}"`,
        hint: 'keep one of them',
      });
    }
  },
};
