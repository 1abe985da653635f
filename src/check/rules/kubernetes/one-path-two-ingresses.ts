import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, mappingAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const onePathTwoIngresses: Rule = {
  id: 'one-path-two-ingresses',
  title: 'two Ingresses want one host and path',
  why: 'Controllers differ in which one they take: the older one, the first by name, or both in turn. What a host answers changes with the next restart.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#multiple-matches',
  severity: 'warning',
  failing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  ingressClassName: traefik
  tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: api, namespace: shop }
spec:
  ingressClassName: traefik
  tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  ingressClassName: traefik
  tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: api, namespace: shop }
spec:
  ingressClassName: traefik
  tls: [{ hosts: [shop.example.com], secretName: shop-tls }]
  rules:
    - host: api.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }]
`,
  check(inventory, report) {
    const first = new Map<string, ManifestObject>();
    for (const object of inventory.ofKind('Ingress', 'networking.k8s.io')) {
      const annotations = mappingAt(object.value, ['metadata', 'annotations']);
      // A canary of ingress-nginx is a second one on purpose.
      if (annotations['nginx.ingress.kubernetes.io/canary'] === 'true') continue;
      const ingressClass =
        textAt(object.value, ['spec', 'ingressClassName']) ?? annotations['kubernetes.io/ingress.class'] ?? '';
      for (const [index, rule] of listAt(object.value, ['spec', 'rules']).entries()) {
        for (const [at, entry] of listAt(rule, ['http', 'paths']).entries()) {
          const [host, path] = [textAt(rule, ['host']) ?? '*', textAt(entry, ['path']) ?? '/'];
          const key = JSON.stringify([ingressClass, host, path, textAt(entry, ['pathType'])]);
          const other = first.get(key) ?? object;
          first.set(key, other);
          if (other === object || (other.name === object.name && other.namespace === object.namespace)) continue;
          report({
            object,
            path: ['spec', 'rules', index, 'http', 'paths', at],
            message: `host "${host}" with path "${path}" is that of Ingress "${other.name}" of namespace "${other.namespace ?? ''}", too`,
            hint: 'let one of them have it',
          });
        }
      }
    }
  },
};
