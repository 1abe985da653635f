import type { ManifestObject } from '../../../manifests/manifest';
import { mappingAt } from '../../../manifests/value-at';
import { formatBytes, formatCpu, quantityValue } from '../../../model/quantity';
import { environmentOf } from '../../../model/tree-layout';
import { podSpanOf } from '../../count-pods';
import type { Inventory, Workload } from '../../inventory';
import { amountOfOnePod } from '../../pod-amounts';
import { countedByQuota, quotasOfAllPods } from '../../quotas';
import type { CountedAmount } from '../../resources-of';
import type { Rule } from '../../rule';
import { workloadsIn } from '../../select-pods';

export const quotaBelowNeed: Rule = {
  id: 'quota-below-need',
  title: 'the pods of a namespace need more than its ResourceQuota lets them have',
  why: 'The API server refuses the pods that are too many, whoever made them: an autoscaler that cannot grow, or a release that does not start.',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec:
  hard: { limits.memory: 1Gi }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
          resources:
            limits: { memory: 512Mi }
`,
  passing: `
apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec:
  hard: { limits.memory: 2Gi }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
          resources:
            limits: { memory: 512Mi }
`,
  check(inventory, report) {
    for (const quota of quotasOfAllPods(inventory)) {
      const workloads = workloadsBeside(inventory, quota);
      for (const [key, value] of Object.entries(mappingAt(quota.value, ['spec', 'hard']))) {
        const hard = quantityValue(String(value));
        const counted = countedByQuota.get(key);
        if (hard === undefined || (counted === undefined && key !== 'pods')) continue;
        const need = needOf(inventory, workloads, counted);
        if (need.most <= hard * (1 + 1e-9)) continue;
        const isAlways = need.least > hard * (1 + 1e-9);
        const amount = shown(isAlways ? need.least : need.most, counted);
        report({
          ...(isAlways ? {} : { severity: 'warning' as const }),
          object: quota,
          path: ['spec', 'hard', key],
          message: `the pods of namespace "${quota.namespace ?? ''}" need ${amount} of ${key}${isAlways ? '' : ' at their largest'}, above the ${String(value)} of the ResourceQuota "${quota.name}"`,
          hint: `raise ${key}, or lower replicas or resources of what runs there`,
        });
      }
    }
  },
};

/** Workloads of the namespace, in the same environment: another one has its own, which may be called alike. */
function workloadsBeside(inventory: Inventory, quota: ManifestObject): readonly Workload[] {
  const environment = environmentOf(quota.file);
  const all = workloadsIn(inventory, quota.namespace).filter(
    ({ object }) => environmentOf(object.file) === environment,
  );
  // What is there twice is one object of the cluster.
  return [...new Map(all.map((one) => [`${one.object.kind} ${one.object.name}`, one])).values()];
}

/** @param counted pods themselves, where it is none of their amounts */
function needOf(inventory: Inventory, workloads: readonly Workload[], counted: CountedAmount | undefined) {
  let [least, most] = [0, 0];
  for (const workload of workloads) {
    const span = podSpanOf(inventory, workload);
    const amount = counted === undefined ? 1 : amountOfOnePod(inventory, workload, counted);
    least += span.least * amount;
    most += span.most * amount;
  }
  return { least, most };
}

function shown(amount: number, counted: CountedAmount | undefined): string {
  if (counted === undefined) return String(amount);
  return counted.resource === 'cpu' ? formatCpu(amount) : formatBytes(amount);
}
