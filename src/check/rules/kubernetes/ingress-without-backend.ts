import type { ManifestObject, Path } from '../../../manifests/manifest';
import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { backendProblem } from '../../find-backend';
import type { Rule } from '../../rule';

export const ingressWithoutBackend: Rule = {
  id: 'ingress-without-backend',
  title: 'an Ingress leads to a Service or a port that is not there',
  why: 'Each request to it is answered with 503, and nothing else tells.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/',
  severity: 'error',
  failing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  tls: [{ secretName: web-tls }]
  rules:
    - host: shop.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 8080 } } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  ports: [{ name: http, port: 80, targetPort: 8080 }]
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  tls: [{ secretName: web-tls }]
  rules:
    - host: shop.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  ports: [{ name: http, port: 80, targetPort: 8080 }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Ingress', 'networking.k8s.io')) {
      for (const path of backendPaths(object)) {
        const backend = valueAt(object.value, path);
        const name = textAt(backend, ['name']);
        const port = valueAt(backend, ['port', 'number']) ?? valueAt(backend, ['port', 'name']);
        // The controller of AWS has actions that look like Services.
        if (name === undefined || port === 'use-annotation') continue;
        const problem = backendProblem(inventory, object.namespace, name, port);
        if (problem === undefined) continue;
        report({
          object,
          path,
          message: `the Ingress "${object.name}" leads to ${problem.message}`,
          hint: 'name a Service of the namespace, and one of its ports, not of its pods',
          severity: problem.severity,
        });
      }
    }
  },
};

/** Where an Ingress names Services. */
function backendPaths({ value }: ManifestObject): readonly Path[] {
  const ofRules = listAt(value, ['spec', 'rules']).flatMap((rule, index) =>
    listAt(rule, ['http', 'paths']).map((_, at) => ['spec', 'rules', index, 'http', 'paths', at, 'backend', 'service']),
  );
  return [['spec', 'defaultBackend', 'service'], ...ofRules];
}
