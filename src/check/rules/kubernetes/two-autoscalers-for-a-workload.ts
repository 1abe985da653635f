import { autoscalersOf } from '../../count-pods';
import type { Rule } from '../../rule';

export const twoAutoscalersForAWorkload: Rule = {
  id: 'two-autoscalers-for-a-workload',
  title: 'two autoscalers decide about one workload',
  why: 'Each undoes what the other does, and the number of pods jumps up and down.',
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  severity: 'error',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: by-cpu, namespace: shop }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: by-memory, namespace: shop }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
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
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: by-cpu, namespace: shop }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
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
    for (const { object: target } of inventory.workloads) {
      const [first, ...others] = autoscalersOf(inventory, target);
      for (const object of others) {
        report({
          object,
          path: ['spec', 'scaleTargetRef'],
          message: `the ${object.kind} "${object.name}" scales "${target.name}", and so does the ${first?.kind ?? ''} "${first?.name ?? ''}"`,
          hint: 'keep one of them, with all the metrics',
        });
      }
    }
  },
};
