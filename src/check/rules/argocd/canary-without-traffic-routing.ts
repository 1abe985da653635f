import { mappingAt, textAt, valueAt } from '../../../manifests/value-at';
import { selectorMatches, selectorOfService } from '../../select-pods';
import type { Rule } from '../../rule';

export const canaryWithoutTrafficRouting: Rule = {
  id: 'canary-without-traffic-routing',
  title: 'a canary has two Services, and nothing that leads requests to the second',
  why: 'The Services of a Rollout select by the hash of a release. Without trafficRouting nobody divides requests between them: the canary gets none, its analysis sees nothing, and the pods of the stable release become fewer with each step.',
  source: 'https://github.com/argoproj/argo-rollouts/issues/1760',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 4
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }] }
  strategy:
    canary:
      stableService: web-stable
      canaryService: web-canary
      steps: [{ setWeight: 25 }, { pause: { duration: 5m } }]
---
apiVersion: v1
kind: Service
metadata: { name: web-stable, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web-canary, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 4
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }] }
  strategy:
    canary:
      stableService: web-stable
      canaryService: web-canary
      steps: [{ setWeight: 25 }, { pause: { duration: 5m } }]
---
apiVersion: v1
kind: Service
metadata: { name: web-stable, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web-canary, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Rollout', 'argoproj.io')) {
      const canary = ['spec', 'strategy', 'canary'];
      const own = ['stableService', 'canaryService'].map((key) => textAt(object.value, [...canary, key]));
      if (own.includes(undefined) || valueAt(object.value, [...canary, 'trafficRouting']) !== undefined) continue;
      const labels = mappingAt(object.value, ['spec', 'template', 'metadata', 'labels']);
      // A third one, over the pods of both releases, divides requests by their number.
      const isDivided = inventory.ofKind('Service', '').some((service) => {
        const selector = selectorOfService(service);
        const isOther = service.namespace === object.namespace && !own.includes(service.name);
        return isOther && selector !== undefined && selectorMatches(selector, labels);
      });
      if (isDivided) continue;
      report({
        object,
        path: [...canary, 'canaryService'],
        message: `nothing leads requests to canaryService "${own[1] ?? ''}" of Rollout "${object.name}": it has no trafficRouting`,
        hint: 'add trafficRouting, or a Service over all pods that callers use',
      });
    }
  },
};
