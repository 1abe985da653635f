import { valueAt } from '../../../manifests/value-at';
import { wholeNumber } from '../../count-pods';
import type { Rule } from '../../rule';

export const autoscalerWithoutRoom: Rule = {
  id: 'autoscaler-without-room',
  title: 'an autoscaler can never change the number of pods',
  why: 'It looks as if the service grew with its load, and it does not.',
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  severity: 'warning',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { minReplicas: 3, maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`,
  passing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { minReplicas: 3, maxReplicas: 9, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('HorizontalPodAutoscaler')) {
      const most = wholeNumber(valueAt(object.value, ['spec', 'maxReplicas']));
      const least = wholeNumber(valueAt(object.value, ['spec', 'minReplicas'])) ?? 1;
      if (most === undefined || most !== least) continue;
      report({
        object,
        path: ['spec', 'maxReplicas'],
        message: `the HorizontalPodAutoscaler "${object.name}" keeps between ${least} and ${most} pods`,
        hint: 'raise spec.maxReplicas, or remove the autoscaler and set spec.replicas',
      });
    }
  },
};
