import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { runsWithPod } from '../../container-ports';
import { autoscalersOf } from '../../count-pods';
import { hasResource } from '../../resources-of';
import type { Rule } from '../../rule';

export const autoscalerWithoutRequests: Rule = {
  id: 'autoscaler-without-requests',
  title: 'an autoscaler measures a share of something that was not requested',
  why: 'Utilization is use divided by request. Without the request of every container the autoscaler fails: FailedGetResourceMetric, and the number of pods stays.',
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details',
  severity: 'error',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  minReplicas: 2
  maxReplicas: 5
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }
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
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }
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
          resources: { requests: { cpu: 100m } }
`,
  check(inventory, report) {
    for (const workload of inventory.workloads) {
      for (const autoscaler of autoscalersOf(inventory, workload.object)) {
        for (const [index, metric] of listAt(autoscaler.value, ['spec', 'metrics']).entries()) {
          const measured = valueAt(metric, ['resource']) ?? valueAt(metric, ['containerResource']);
          const resource = textAt(measured, ['name']);
          if (resource !== 'cpu' && resource !== 'memory') continue;
          if (valueAt(measured, ['target', 'averageUtilization']) === undefined) continue;
          const only = textAt(measured, ['container']);
          const without = workload.containers.find(
            (container) =>
              runsWithPod(container) &&
              (only === undefined || container.name === only) &&
              !hasResource(inventory, workload, container, 'requests', resource),
          );
          if (without === undefined) continue;
          report({
            object: autoscaler,
            path: ['spec', 'metrics', index],
            message: `the ${autoscaler.kind} "${autoscaler.name}" wants a share of the ${resource} request, and ${without.kind} "${without.name}" of "${workload.object.name}" has none`,
            hint: `set resources.requests.${resource} of the container`,
          });
        }
      }
    }
  },
};
