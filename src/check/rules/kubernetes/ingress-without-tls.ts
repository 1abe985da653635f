import { listAt, mappingAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

/** Certificates that a cloud keeps, and names in an annotation. */
const certificates = /certificate-arn|managed-certificates|pre-shared-cert|ssl-cert|appgw-ssl-certificate|router\.tls/;

export const ingressWithoutTls: Rule = {
  id: 'ingress-without-tls',
  title: 'an Ingress serves a host without TLS',
  why: 'Passwords and session cookies go over the network as plain text, and anybody on the way can change the pages.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  severity: 'warning',
  failing: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
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
      const annotations = Object.keys(mappingAt(object.value, ['metadata', 'annotations']));
      if (annotations.some((name) => certificates.test(name))) continue;
      const entries = listAt(object.value, ['spec', 'tls']);
      // An entry without hosts is the certificate of the controller, for all.
      if (entries.some((entry) => listAt(entry, ['hosts']).length === 0)) continue;
      const secured = new Set(entries.flatMap((entry) => listAt(entry, ['hosts'])));
      for (const [index, rule] of listAt(object.value, ['spec', 'rules']).entries()) {
        const host = textAt(rule, ['host']);
        if (host === undefined ? secured.size > 0 : secured.has(host) || secured.has(host.replace(/^[^.]+/, '*')))
          continue;
        report({
          object,
          path: ['spec', 'rules', index],
          message: `the Ingress "${object.name}" serves ${host === undefined ? 'every host' : `"${host}"`} without TLS`,
          hint: 'add the host to spec.tls, with a certificate',
        });
      }
    }
  },
};
