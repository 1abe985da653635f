import { mappingAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const ingressSnippet: Rule = {
  id: 'ingress-snippet',
  title: 'an Ingress brings configuration for the proxy of all',
  why: 'Who may write a snippet can read every Secret that the proxy can, those of other namespaces included. Newer controllers refuse the Ingress.',
  source: 'https://github.com/kubernetes/ingress-nginx/issues/7837',
  severity: 'error',
  failing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations: { nginx.ingress.kubernetes.io/configuration-snippet: "more_set_headers X-Shop;" }
spec:
  tls: [{ hosts: [shop.example.com], secretName: web-tls }]
  rules: [{ host: shop.example.com }]
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  tls: [{ hosts: [shop.example.com], secretName: web-tls }]
  rules: [{ host: shop.example.com }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Ingress', 'networking.k8s.io')) {
      for (const name of Object.keys(mappingAt(object.value, ['metadata', 'annotations']))) {
        if (!/^nginx\.(ingress\.kubernetes\.io|org)\/([a-z]+-)*snippets?$/.test(name)) continue;
        report({
          object,
          path: ['metadata', 'annotations', name],
          message: `the Ingress "${object.name}" has the annotation "${name}"`,
          hint: 'use the annotation or the filter of a route that is made for it',
        });
      }
    }
  },
};
