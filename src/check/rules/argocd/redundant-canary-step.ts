import { listAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const redundantCanaryStep: Rule = {
  id: 'redundant-canary-step',
  title: 'the last step of a canary sets the weight to 100',
  why: 'After the last step all pods are of the new release anyway. The step does no harm, and makes people look for what it is there for.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/canary/',
  severity: 'info',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }, { setWeight: 100 }] } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
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
      const path = ['spec', 'strategy', 'canary', 'steps'];
      const steps = listAt(object.value, path);
      if (valueAt(steps.at(-1), ['setWeight']) !== 100) continue;
      report({
        object,
        path: [...path, steps.length - 1],
        message: `step "setWeight: 100" at the end of Rollout "${object.name}" changes nothing`,
        hint: 'remove it',
        fix: [{ path: [...path, steps.length - 1] }],
      });
    }
  },
};
