import { listAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const ingressForEveryHost: Rule = {
  id: 'ingress-for-every-host',
  title: 'an Ingress takes requests for every host',
  why: 'It answers under any name that leads to the cluster, names of other teams included, and two of them fight for a path.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards',
  severity: 'info',
  failing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  tls: [{ secretName: web-tls }]
  rules: [{ http: { paths: [] } }]
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  tls: [{ secretName: web-tls }]
  rules: [{ host: shop.example.com, http: { paths: [] } }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('Ingress', 'networking.k8s.io')) {
      for (const [index, rule] of listAt(object.value, ['spec', 'rules']).entries()) {
        const host = textAt(rule, ['host']) ?? '';
        if (host !== '' && host !== '*') continue;
        report({
          object,
          path: ['spec', 'rules', index],
          message: `the Ingress "${object.name}" has a rule for every host`,
          hint: 'name the host',
        });
      }
    }
  },
};
