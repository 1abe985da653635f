import { mappingAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';
import { describeSelector, selectWorkloads } from '../../select-pods';

export const overlappingWorkloads: Rule = {
  id: 'overlapping-workloads',
  title: 'the selector of a workload matches pods of another one',
  why: 'An autoscaler, a budget and `kubectl logs` take pods of both for one. Older controllers even adopt and delete pods of each other.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  severity: 'warning',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: worker, namespace: shop }
spec:
  selector: { matchLabels: { app: web, part: worker } }
  template:
    metadata: { labels: { app: web, part: worker } }
    spec:
      containers:
        - name: worker
          image: ghcr.io/your-org/worker:v1.2.0
`,
  passing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: worker, namespace: shop }
spec:
  selector: { matchLabels: { app: worker } }
  template:
    metadata: { labels: { app: worker } }
    spec:
      containers:
        - name: worker
          image: ghcr.io/your-org/worker:v1.2.0
`,
  check(inventory, report) {
    for (const { object } of inventory.workloads) {
      const selector = mappingAt(object.value, ['spec', 'selector']);
      if (Object.keys(selector).length === 0) continue;
      const other = selectWorkloads(inventory, object.namespace, selector).find(
        (workload) => workload.object.name !== object.name,
      );
      if (other === undefined) continue;
      report({
        object,
        path: ['spec', 'selector'],
        message: `the ${object.kind} "${object.name}" selects ${describeSelector(selector)}, which pods of the ${other.object.kind} "${other.object.name}" have, too`,
        hint: 'select by a label that no other workload has; a selector cannot be changed, so the object is made anew',
      });
    }
  },
};
