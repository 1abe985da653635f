import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { backendProblem } from '../../find-backend';
import type { Rule } from '../../rule';

export const routeWithoutBackend: Rule = {
  id: 'route-without-backend',
  title: 'a route leads to a Service or a port that is not there',
  why: 'The Gateway sets ResolvedRefs to false, and answers each request with 500.',
  source: 'https://gateway-api.sigs.k8s.io/reference/api-spec/',
  severity: 'error',
  failing: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  rules: [{ backendRefs: [{ name: web, port: 8080 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  ports: [{ name: http, port: 80, targetPort: 8080 }]
`,
  passing: `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: shop }
spec:
  rules: [{ backendRefs: [{ name: web, port: 80 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  ports: [{ name: http, port: 80, targetPort: 8080 }]
`,
  check(inventory, report) {
    for (const kind of ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']) {
      for (const object of inventory.ofKind(kind, 'gateway.networking.k8s.io')) {
        for (const [index, rule] of listAt(object.value, ['spec', 'rules']).entries()) {
          for (const [at, backend] of listAt(rule, ['backendRefs']).entries()) {
            const name = textAt(backend, ['name']);
            const isService =
              (textAt(backend, ['kind']) ?? 'Service') === 'Service' && (textAt(backend, ['group']) ?? '') === '';
            if (name === undefined || !isService) continue;
            const namespace = textAt(backend, ['namespace']) ?? object.namespace;
            const problem = backendProblem(inventory, namespace, name, valueAt(backend, ['port']));
            if (problem === undefined) continue;
            report({
              object,
              path: ['spec', 'rules', index, 'backendRefs', at],
              message: `the ${kind} "${object.name}" leads to ${problem.message}`,
              hint: 'name a Service, and one of its ports, not of its pods',
              severity: problem.severity,
            });
          }
        }
      }
    }
  },
};
