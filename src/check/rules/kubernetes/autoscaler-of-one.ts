import { valueAt } from '../../../manifests/value-at';
import { wholeNumber } from '../../count-pods';
import type { Rule } from '../../rule';

export const autoscalerOfOne: Rule = {
  id: 'autoscaler-of-one',
  title: 'an autoscaler may go down to one pod',
  why: 'At night, when the load is low, one node failure is an outage.',
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  severity: 'warning',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`,
  passing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('HorizontalPodAutoscaler')) {
      const minReplicas = wholeNumber(valueAt(object.value, ['spec', 'minReplicas'])) ?? 1;
      if (minReplicas !== 1) continue;
      report({
        object,
        path: ['spec', 'minReplicas'],
        message: `the HorizontalPodAutoscaler "${object.name}" may go down to one pod`,
        hint: 'set spec.minReplicas to 2 or more',
      });
    }
  },
};
