import { textAt } from '../../../manifests/value-at';
import { nearest } from '../../../model/nearest';
import type { Rule } from '../../rule';

const services = [
  ['blueGreen', 'activeService'],
  ['blueGreen', 'previewService'],
  ['canary', 'stableService'],
  ['canary', 'canaryService'],
];

export const unknownRolloutService: Rule = {
  id: 'unknown-rollout-service',
  title: 'a Rollout names a Service that is not there',
  why: 'The Rollout is Degraded with an InvalidSpec: no pod of the new release is started.',
  source: 'https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { blueGreen: { activeService: web, previewService: web-preview } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  strategy: { blueGreen: { activeService: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.0.0' }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Rollout', 'argoproj.io')) {
      for (const [strategy = '', key = ''] of services) {
        const path = ['spec', 'strategy', strategy, key];
        const name = textAt(object.value, path);
        if (name === undefined || inventory.find('Service', object.namespace, name) !== undefined) continue;
        const inNamespace = inventory.ofKind('Service').filter(({ namespace }) => namespace === object.namespace);
        const meant = nearest(
          name,
          inNamespace.map((service) => service.name),
        );
        report({
          object,
          path,
          message: `${key} "${name}" of Rollout "${object.name}" is no Service of its namespace`,
          hint: meant === undefined ? `add a Service "${name}"` : `write "${meant}"`,
        });
      }
    }
  },
};
