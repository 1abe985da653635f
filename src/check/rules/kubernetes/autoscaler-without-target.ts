import { scaleTargetOf } from '../../count-pods';
import type { Rule } from '../../rule';
import { workloadsIn } from '../../select-pods';

export const autoscalerWithoutTarget: Rule = {
  id: 'autoscaler-without-target',
  title: 'an autoscaler scales something that is not there',
  why: 'It reports FailedGetScale, and the number of pods stays as it is, whatever the load.',
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  severity: 'error',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  minReplicas: 2
  maxReplicas: 5
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: wbe }
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
metadata: { name: web, namespace: shop }
spec:
  minReplicas: 2
  maxReplicas: 5
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
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
    for (const object of [...inventory.ofKind('HorizontalPodAutoscaler'), ...inventory.ofKind('ScaledObject')]) {
      const { kind, name } = scaleTargetOf(object);
      if (inventory.find(kind, object.namespace, name) !== undefined) continue;
      const isShown = workloadsIn(inventory, object.namespace).some((workload) => workload.object.kind === kind);
      report({
        object,
        path: ['spec', 'scaleTargetRef', 'name'],
        message: `the ${object.kind} "${object.name}" scales the ${kind} "${name}", which is not there`,
        hint: 'correct spec.scaleTargetRef',
        // Something of a kind that nobody shows may be an operator's.
        severity: isShown ? 'error' : 'info',
      });
    }
  },
};
