import { isMapping, listAt, mappingAt } from '../../../manifests/value-at';
import { describeSelector, selectWorkloads } from '../../select-pods';
import type { Rule } from '../../rule';

export const peersMeanOr: Rule = {
  id: 'peers-mean-or',
  title: 'two peers of a NetworkPolicy are meant to be one',
  why: 'Each entry of `from` and `to` is a peer of its own: with a namespace in one and pods in the next, all pods of that namespace may connect, and those that were meant are looked for in the wrong namespace.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  severity: 'warning',
  failing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }
        - podSelector: { matchLabels: { app: prometheus } }
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
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }
          podSelector: { matchLabels: { app: prometheus } }
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
    for (const object of inventory.ofKind('NetworkPolicy', 'networking.k8s.io')) {
      for (const [direction, key] of directions) {
        for (const [index, rule] of listAt(object.value, ['spec', direction]).entries()) {
          const peers = listAt(rule, [key]);
          for (const at of peers.keys()) {
            const [peer, next] = peers.slice(at, at + 2);
            if (!isOnly(peer, 'namespaceSelector') || !isOnly(next, 'podSelector')) continue;
            const selector = mappingAt(next, ['podSelector']);
            // Pods of its own namespace may well be meant, where there are such.
            if (Object.keys(selector).length === 0 || selectWorkloads(inventory, object.namespace, selector).length > 0)
              continue;
            report({
              object,
              path: ['spec', direction, index, key, at + 1, 'podSelector'],
              message: `all pods of the namespaces of the peer above may connect, as "${describeSelector(selector)}" is a peer of its own, of namespace "${object.namespace ?? ''}", where no pod has that`,
              hint: 'write both selectors in one entry: leave the "-" before podSelector out',
            });
          }
        }
      }
    }
  },
};

const directions = [
  ['ingress', 'from'],
  ['egress', 'to'],
] as const;

function isOnly(peer: unknown, field: string): boolean {
  return (
    isMapping(peer) &&
    Object.keys(peer).length === 1 &&
    field in peer &&
    Object.keys(mappingAt(peer, [field])).length > 0
  );
}
