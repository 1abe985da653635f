import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const rolloutWorkloadMissing: Rule = {
  id: 'rollout-workload-missing',
  title: 'a Rollout takes its pods from a workload that is not there',
  why: 'The Rollout has no pod template and does nothing. When the workload is removed later, so is what the Rollout runs.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/migrating/#reference-deployment-from-rollout',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } }
  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: web }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Rollout', 'argoproj.io')) {
      const kind = textAt(object.value, ['spec', 'workloadRef', 'kind']);
      const name = textAt(object.value, ['spec', 'workloadRef', 'name']);
      if (kind === undefined || name === undefined) continue;
      if (inventory.find(kind, object.namespace, name) !== undefined) continue;
      report({
        object,
        path: ['spec', 'workloadRef', 'name'],
        message: `workload "${name}" of kind ${kind} that Rollout "${object.name}" refers to is not in its namespace`,
        hint: 'add it, or write the pods into spec.template',
      });
    }
  },
};
