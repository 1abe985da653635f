import type { ManifestObject } from '../../../manifests/manifest';
import { mappingAt, valueAt } from '../../../manifests/value-at';
import { podCountOf, podsOf } from '../../count-pods';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';
import { selectWorkloads } from '../../select-pods';

export const budgetBlocksDrains: Rule = {
  id: 'budget-blocks-drains',
  title: 'a PodDisruptionBudget never lets a pod be evicted',
  why: 'The drain of a node waits for ever, and with it every update of the cluster, until a person deletes the pod or the budget.',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  severity: 'error',
  failing: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec:
  maxUnavailable: 0
  selector: { matchLabels: { app: web } }
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
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
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
    for (const object of inventory.ofKind('PodDisruptionBudget')) {
      const maxUnavailable = valueAt(object.value, ['spec', 'maxUnavailable']);
      const minAvailable = valueAt(object.value, ['spec', 'minAvailable']);
      if (maxUnavailable === 0 || maxUnavailable === '0%') {
        report({
          object,
          path: ['spec', 'maxUnavailable'],
          message: `the PodDisruptionBudget "${object.name}" has maxUnavailable ${maxUnavailable}: no pod may be evicted`,
          hint: 'set maxUnavailable: 1',
        });
        continue;
      }
      const all = podsUnder(inventory, object);
      if (minAvailable === '100%' || (all !== undefined && (podsOf(minAvailable, all, 'up') ?? 0) >= all))
        report({
          object,
          path: ['spec', 'minAvailable'],
          message: `the PodDisruptionBudget "${object.name}" has minAvailable ${String(minAvailable)}${all === undefined ? '' : ` of ${all} ${all === 1 ? 'pod' : 'pods'}`}: no pod may be evicted`,
          hint: 'use maxUnavailable: 1, which holds for any number of pods',
        });
    }
  },
};

/** How many pods a budget is about when there are as few as may be; undefined when that is not known. */
function podsUnder(inventory: Inventory, { namespace, value }: ManifestObject): number | undefined {
  const workloads = selectWorkloads(inventory, namespace, mappingAt(value, ['spec', 'selector']));
  const counts = workloads.map((workload) => podCountOf(inventory, workload)?.least);
  const known = counts.filter((count) => count !== undefined);
  const all = known.reduce((sum, count) => sum + count, 0);
  return all === 0 || known.length < counts.length ? undefined : all;
}
