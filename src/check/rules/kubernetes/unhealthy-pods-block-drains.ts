import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const unhealthyPodsBlockDrains: Rule = {
  id: 'unhealthy-pods-block-drains',
  title: 'a PodDisruptionBudget protects pods that do not work',
  why: 'When pods crash or never get ready, the budget is used up by these, and none of them may be evicted. The drain of the node waits until a person mends the service.',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy',
  severity: 'warning',
  failing: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
`,
  passing: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector: { matchLabels: { app: web } }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('PodDisruptionBudget')) {
      // A quorum may want the default: who has written it down has decided.
      if (valueAt(object.value, ['spec', 'unhealthyPodEvictionPolicy']) !== undefined) continue;
      report({
        object,
        path: ['spec', 'unhealthyPodEvictionPolicy'],
        message: `the PodDisruptionBudget "${object.name}" says nothing of pods that are not healthy`,
        hint: 'set unhealthyPodEvictionPolicy: AlwaysAllow, or IfHealthyBudget for a quorum',
      });
    }
  },
};
