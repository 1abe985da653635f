import { isMadeByController } from '../../foreign-pods';
import type { Rule } from '../../rule';
import {
  asksForForeignPods,
  describeSelector,
  selectWorkloads,
  selectorOfService,
  workloadsIn,
} from '../../select-pods';

export const serviceWithoutPods: Rule = {
  id: 'service-without-pods',
  title: 'a Service sends requests to no pod',
  why: 'Its selector matches nothing, so it has no endpoints and each connection is refused.',
  source: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: wbe }
  ports: [{ port: 80, targetPort: 8080 }]
---
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
`,
  passing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
---
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
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Service', '')) {
      const selector = selectorOfService(object);
      if (selector === undefined || selectWorkloads(inventory, object.namespace, selector).length > 0) continue;
      if (isMadeByController(inventory, object.namespace, selector)) continue;
      // Pods that an operator makes, and those of a folder that was not given, are nowhere here.
      const isElsewhere = workloadsIn(inventory, object.namespace).length === 0 || asksForForeignPods(selector);
      report({
        object,
        path: ['spec', 'selector'],
        message: `the Service "${object.name}" selects ${describeSelector(selector)}, and no pod of namespace "${object.namespace ?? ''}" has that`,
        hint: 'copy the labels from the pod template',
        severity: isElsewhere ? 'info' : 'error',
      });
    }
  },
};
