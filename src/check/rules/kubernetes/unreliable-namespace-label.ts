import { listAt, textAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const unreliableNamespaceLabel: Rule = {
  id: 'unreliable-namespace-label',
  title: 'a NetworkPolicy looks for a namespace by a label that it does not have by itself',
  why: 'Only `kubernetes.io/metadata.name` is on each namespace. With `name`, the rule matches nothing until somebody labels the namespace by hand.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name',
  severity: 'warning',
  failing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress: [{ from: [{ namespaceSelector: { matchLabels: { name: ingress-nginx } } }] }]
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } } }] }]
`,
  check(inventory, report) {
    const labelled = new Set(
      inventory.ofKind('Namespace', '').map(({ value }) => textAt(value, ['metadata', 'labels', 'name'])),
    );
    for (const object of inventory.ofKind('NetworkPolicy', 'networking.k8s.io')) {
      for (const [direction, key] of [
        ['ingress', 'from'],
        ['egress', 'to'],
      ] as const) {
        for (const [index, rule] of listAt(object.value, ['spec', direction]).entries()) {
          for (const [at, peer] of listAt(rule, [key]).entries()) {
            const name = textAt(peer, ['namespaceSelector', 'matchLabels', 'name']);
            if (name === undefined || labelled.has(name)) continue;
            report({
              object,
              path: ['spec', direction, index, key, at, 'namespaceSelector', 'matchLabels', 'name'],
              message: `the NetworkPolicy "${object.name}" looks for namespaces with the label name=${name}, which none has by itself`,
              hint: `select kubernetes.io/metadata.name: ${name}`,
            });
          }
        }
      }
    }
  },
};
