import { valueAt } from '../../../manifests/value-at';
import { podCountOf, podsOf } from '../../count-pods';
import type { Rule } from '../../rule';

export const rolloutStopsEverything: Rule = {
  id: 'rollout-stops-everything',
  title: 'an update ends all pods before the new ones are ready',
  why: 'Each release is an outage, as long as the new pods take to get ready, or until somebody notices that they never will.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
  severity: 'warning',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  strategy: { rollingUpdate: { maxUnavailable: 100% } }
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
  strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
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
      // One pod, or none, is another matter.
      if (count === undefined || count.least < 2) continue;
      const strategy = object.kind === 'StatefulSet' ? ['spec', 'updateStrategy'] : ['spec', 'strategy'];
      if (valueAt(object.value, [...strategy, 'type']) === 'Recreate')
        report({
          object,
          path: [...strategy, 'type'],
          message: `the ${object.kind} "${object.name}" ends all its pods before it starts new ones`,
          hint: 'use RollingUpdate, if two versions can run at once',
        });
      const path = [...strategy, object.kind === 'Rollout' ? 'canary' : 'rollingUpdate', 'maxUnavailable'];
      const maxUnavailable = valueAt(object.value, path);
      if ((podsOf(maxUnavailable, count.least, 'down') ?? 0) < count.least) continue;
      report({
        object,
        path,
        message: `the ${object.kind} "${object.name}" may end ${String(maxUnavailable)} of its ${count.least} pods at once`,
        hint: 'set maxUnavailable: 0 and maxSurge: 1',
      });
    }
  },
};
