import { mappingAt } from '../../../manifests/value-at';
import { podCountOf } from '../../count-pods';
import type { Workload } from '../../inventory';
import type { Rule } from '../../rule';
import { selectWorkloads } from '../../select-pods';

export const missingPodDisruptionBudget: Rule = {
  id: 'missing-pod-disruption-budget',
  title: 'a workload with several pods lets all of them be evicted at once',
  why: 'An update of the nodes may drain all of them together, and with them all pods of the workload.',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  severity: 'warning',
  failing: `
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
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector: { matchLabels: { app: web } }
`,
  check(inventory, report) {
    const withBudget = new Set<Workload>();
    for (const { namespace, value } of inventory.ofKind('PodDisruptionBudget')) {
      for (const workload of selectWorkloads(inventory, namespace, mappingAt(value, ['spec', 'selector'])))
        withBudget.add(workload);
    }
    for (const workload of inventory.workloads) {
      const count = podCountOf(inventory, workload);
      if (count === undefined || count.least < 2 || withBudget.has(workload)) continue;
      const { object } = workload;
      report({
        object,
        path: [],
        message: `the ${object.kind} "${object.name}" has at least ${count.least} pods and no PodDisruptionBudget`,
        hint: 'add one with maxUnavailable: 1',
      });
    }
  },
};
