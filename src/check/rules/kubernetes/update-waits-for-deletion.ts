import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const updateWaitsForDeletion: Rule = {
  id: 'update-waits-for-deletion',
  title: 'new pods only come when somebody deletes the old ones',
  why: 'A release in Git changes nothing in the cluster until a person deletes pods, or a node dies. Argo CD shows it as synced.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies',
  severity: 'info',
  failing: `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: shop }
spec:
  updateStrategy: { type: OnDelete }
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      containers:
        - name: agent
          image: ghcr.io/your-org/agent:v1.2.0
`,
  passing: `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: shop }
spec:
  updateStrategy: { type: RollingUpdate }
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      containers:
        - name: agent
          image: ghcr.io/your-org/agent:v1.2.0
`,
  check(inventory, report) {
    for (const object of [...inventory.ofKind('StatefulSet'), ...inventory.ofKind('DaemonSet')]) {
      if (valueAt(object.value, ['spec', 'updateStrategy', 'type']) !== 'OnDelete') continue;
      report({
        object,
        path: ['spec', 'updateStrategy', 'type'],
        message: `the ${object.kind} "${object.name}" is updated when its pods are deleted`,
        hint: 'use RollingUpdate, with a partition where steps are wanted',
      });
    }
  },
};
