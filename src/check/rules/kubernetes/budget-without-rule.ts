import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const budgetWithoutRule: Rule = {
  id: 'budget-without-rule',
  title: 'a PodDisruptionBudget does not say one thing',
  why: 'With both `minAvailable` and `maxUnavailable` the API server refuses it. With neither, nobody has said how many pods it keeps, and it only looks like protection.',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  severity: 'error',
  failing: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec:
  unhealthyPodEvictionPolicy: AlwaysAllow
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
      const said = ['minAvailable', 'maxUnavailable'].filter(
        (key) => valueAt(object.value, ['spec', key]) !== undefined,
      );
      if (said.length === 1) continue;
      report({
        object,
        path: ['spec'],
        message: `the PodDisruptionBudget "${object.name}" has ${said.length === 0 ? 'neither minAvailable nor' : 'both minAvailable and'} maxUnavailable`,
        hint: 'keep maxUnavailable: 1',
      });
    }
  },
};
