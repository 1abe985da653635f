import { textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const serviceOnEveryNode: Rule = {
  id: 'service-on-every-node',
  title: 'a Service opens a port on every node',
  why: 'A node port is open on all addresses of all nodes, past the Gateway with its TLS and its rules, and mostly past the NetworkPolicies.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  type: NodePort
  ports: [{ port: 80, targetPort: 8080 }]
`,
  passing: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  type: ClusterIP
  ports: [{ port: 80, targetPort: 8080 }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Service', '')) {
      if (textAt(object.value, ['spec', 'type']) !== 'NodePort') continue;
      report({
        object,
        path: ['spec', 'type'],
        message: `the Service "${object.name}" opens a port on every node`,
        hint: 'use type ClusterIP, and an HTTPRoute or an Ingress that leads to it',
      });
    }
  },
};
