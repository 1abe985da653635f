import { textAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const workloadRunsTwice: Rule = {
  id: 'workload-runs-twice',
  title: 'the Deployment that a Rollout takes over goes on running',
  why: 'The pods of the Rollout come besides those of the Deployment, and Services send requests to both: a release is half old for ever, and costs twice.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/migrating/#reference-deployment-from-rollout',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  selector: { matchLabels: { app: web } }
  strategy: { canary: {} }
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
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: web, scaleDown: onsuccess }
  selector: { matchLabels: { app: web } }
  strategy: { canary: {} }
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
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Rollout', 'argoproj.io')) {
      const reference = valueAt(object.value, ['spec', 'workloadRef']);
      const name = textAt(reference, ['name']);
      const scaleDown = textAt(reference, ['scaleDown']) ?? 'never';
      if (name === undefined || scaleDown !== 'never') continue;
      const workload = inventory.find(textAt(reference, ['kind']) ?? 'Deployment', object.namespace, name);
      const replicas = valueAt(workload?.value, ['spec', 'replicas']);
      if (workload === undefined || replicas === 0) continue;
      report({
        object,
        path: ['spec', 'workloadRef'],
        message: `the ${workload.kind} "${name}" that Rollout "${object.name}" takes its pods from runs ${typeof replicas === 'number' ? replicas : 1} of its own`,
        hint: `set "scaleDown: onsuccess" here, or "replicas: 0" in the ${workload.kind}`,
      });
    }
  },
};
