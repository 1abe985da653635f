import { valueAt } from '../../../manifests/value-at';
import { podCountOf } from '../../count-pods';
import type { Rule } from '../../rule';

export const singleReplica: Rule = {
  id: 'single-replica',
  title: 'a workload has one pod',
  why: 'While that pod moves to another node, is updated or crashes, nobody answers.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/disruptions/',
  severity: 'warning',
  failing: `
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
    for (const workload of inventory.workloads) {
      const { object } = workload;
      const count = podCountOf(inventory, workload);
      // What an autoscaler decides is said by autoscaler-of-one; none at all is switched off.
      if (count?.least !== 1 || count.autoscaler !== undefined) continue;
      const isRecreated = valueAt(object.value, ['spec', 'strategy', 'type']) === 'Recreate';
      report({
        object,
        path: ['spec', 'replicas'],
        message: `the ${object.kind} "${object.name}" has one pod`,
        hint: 'set spec.replicas to 2 or more, if two of it can run at once',
        // Who ends the old pod before the new one starts has decided that there is one.
        severity: isRecreated ? 'info' : 'warning',
      });
    }
  },
};
