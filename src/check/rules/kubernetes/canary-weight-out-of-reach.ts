import { listAt, valueAt } from '../../../manifests/value-at';
import { podCountOf, wholeNumber } from '../../count-pods';
import type { Rule } from '../../rule';

export const canaryWeightOutOfReach: Rule = {
  id: 'canary-weight-out-of-reach',
  title: 'a canary is to take a share of the requests that its pods cannot have',
  why: 'Without `trafficRouting` a share is a number of pods. Of three pods, 10 percent is one third of all requests: three times as many people as planned meet the new release.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/canary/',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 10
  selector: { matchLabels: { app: web } }
  strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } }
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
      const canary = valueAt(object.value, ['spec', 'strategy', 'canary']);
      const pods = podCountOf(inventory, workload)?.least;
      if (canary === undefined || pods === undefined || valueAt(canary, ['trafficRouting']) !== undefined) continue;
      for (const [index, step] of listAt(canary, ['steps']).entries()) {
        const weight = wholeNumber(valueAt(step, ['setWeight']));
        if (weight === undefined || weight === 0 || (weight * pods) / 100 >= 1) continue;
        report({
          object,
          path: ['spec', 'strategy', 'canary', 'steps', index, 'setWeight'],
          message: `the Rollout "${object.name}" wants ${weight} percent for the canary, and one of its ${pods} pods is ${Math.round(100 / pods)} percent`,
          hint: 'use trafficRouting, more pods, or a larger first step',
        });
        break;
      }
    }
  },
};
