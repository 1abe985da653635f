import { isMapping, listAt, mappingAt, textAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const networkPolicyAllowsEverything: Rule = {
  id: 'network-policy-allows-everything',
  title: 'a NetworkPolicy lets everybody in, or out',
  why: 'A rule without peers and without ports is no rule: the policy looks like protection, and any other policy for these pods is without effect.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic',
  severity: 'warning',
  failing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress: [{}]
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress: [{ ports: [{ port: 8080 }] }]
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('NetworkPolicy', 'networking.k8s.io')) {
      for (const [direction, key] of [
        ['ingress', 'from'],
        ['egress', 'to'],
      ] as const) {
        for (const [index, rule] of listAt(object.value, ['spec', direction]).entries()) {
          const peers = listAt(rule, [key]);
          if (listAt(rule, ['ports']).length > 0 || (peers.length > 0 && !peers.some(isEverybody))) continue;
          report({
            object,
            path: ['spec', direction, index],
            message: `the NetworkPolicy "${object.name}" allows ${direction} ${key} everybody on every port`,
            hint: `name peers in ${key}, or at least the ports`,
          });
        }
      }
    }
  },
};

function isEverybody(peer: unknown): boolean {
  const cidr = textAt(peer, ['ipBlock', 'cidr']);
  if (cidr !== undefined) return /^(0\.0\.0\.0|::)\/0$/.test(cidr) && listAt(peer, ['ipBlock', 'except']).length === 0;
  const namespaces = valueAt(peer, ['namespaceSelector']);
  const isAnyNamespace = isMapping(namespaces) && Object.keys(namespaces).length === 0;
  return isAnyNamespace && Object.keys(mappingAt(peer, ['podSelector'])).length === 0;
}
