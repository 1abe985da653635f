import { mappingAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const ingressNginxRetired: Rule = {
  id: 'ingress-nginx-retired',
  title: 'an Ingress is written for ingress-nginx',
  why: 'The project ended in March 2026: holes that are found since then stay open.',
  source: 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
  severity: 'info',
  failing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations: { nginx.ingress.kubernetes.io/ssl-redirect: "true" }
spec:
  tls: [{ hosts: [shop.example.com], secretName: web-tls }]
  rules: [{ host: shop.example.com }]
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  ingressClassName: cilium
  tls: [{ hosts: [shop.example.com], secretName: web-tls }]
  rules: [{ host: shop.example.com }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Ingress', 'networking.k8s.io')) {
      // The class "nginx" alone may be the controller of F5, which lives on.
      const annotations = Object.keys(mappingAt(object.value, ['metadata', 'annotations']));
      const name = annotations.find((one) => one.startsWith('nginx.ingress.kubernetes.io/'));
      if (name === undefined) continue;
      report({
        object,
        path: ['metadata', 'annotations', name],
        message: `the Ingress "${object.name}" has the annotation "${name}", which only ingress-nginx reads`,
        hint: 'write an HTTPRoute, or use another controller',
      });
    }
  },
};
