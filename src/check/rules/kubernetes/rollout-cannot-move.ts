import type { Path } from '../../../manifests/manifest';
import { valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

/** Where the kinds say it. What is left out is 25 percent, or 1, and never 0 in both. */
const places: readonly (readonly [string, Path])[] = [
  ['Deployment', ['spec', 'strategy', 'rollingUpdate']],
  ['DaemonSet', ['spec', 'updateStrategy', 'rollingUpdate']],
  ['Rollout', ['spec', 'strategy', 'canary']],
];

export const rolloutCannotMove: Rule = {
  id: 'rollout-cannot-move',
  title: 'an update may neither end a pod nor start one more',
  why: 'The API server refuses the object: with `maxUnavailable` and `maxSurge` both 0 there is no first step.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable',
  severity: 'error',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 0 } }
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
    for (const [kind, path] of places) {
      for (const object of inventory.ofKind(kind)) {
        const limits = ['maxUnavailable', 'maxSurge'].map((key) => valueAt(object.value, [...path, key]));
        // A surge of a DaemonSet is 0 unless it says something else.
        const isStuck = limits.every(
          (limit, index) =>
            limit === 0 || limit === '0%' || (limit === undefined && kind === 'DaemonSet' && index === 1),
        );
        if (!isStuck) continue;
        report({
          object,
          path: [...path, 'maxUnavailable'],
          message: `the ${kind} "${object.name}" has maxUnavailable 0 and maxSurge 0`,
          hint: 'set maxSurge: 1',
        });
      }
    }
  },
};
