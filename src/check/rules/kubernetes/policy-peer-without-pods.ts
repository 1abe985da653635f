import type { ManifestObject, Path } from '../../../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../../../manifests/value-at';
import { isMadeByController } from '../../foreign-pods';
import type { Rule } from '../../rule';
import { asksForForeignPods, describeSelector, selectWorkloads, workloadsIn } from '../../select-pods';

export const policyPeerWithoutPods: Rule = {
  id: 'policy-peer-without-pods',
  title: 'a NetworkPolicy allows a connection with pods that are not there',
  why: 'The selector of the peer matches nothing: who was meant is still kept out.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  severity: 'warning',
  failing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress: [{ from: [{ podSelector: { matchLabels: { app: wbe } } }] }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }] }]
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('NetworkPolicy', 'networking.k8s.io')) {
      for (const { peer, path } of peersOf(object)) {
        const namespace = namespaceOf(peer, object.namespace);
        const selector = mappingAt(peer, ['podSelector']);
        if (namespace === undefined || Object.keys(selector).length === 0) continue;
        if (selectWorkloads(inventory, namespace, selector).length > 0) continue;
        // The pods of a namespace that nobody shows, kube-system say, are not known.
        if (workloadsIn(inventory, namespace).length === 0 || asksForForeignPods(selector)) continue;
        if (isMadeByController(inventory, namespace, selector)) continue;
        report({
          object,
          path: [...path, 'podSelector'],
          message: `the NetworkPolicy "${object.name}" allows pods with ${describeSelector(selector)}, and no pod of namespace "${namespace}" has that`,
          hint: 'copy the labels from the pod template of the peer',
        });
      }
    }
  },
};

function peersOf({ value }: ManifestObject): readonly { readonly peer: unknown; readonly path: Path }[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    listAt(value, ['spec', direction]).flatMap((rule, index) => {
      const key = direction === 'ingress' ? 'from' : 'to';
      return listAt(rule, [key]).map((peer, at) => ({ peer, path: ['spec', direction, index, key, at] }));
    }),
  );
}

/** The one namespace that a peer is in, when it is one. */
function namespaceOf(peer: unknown, own: string | undefined): string | undefined {
  if (valueAt(peer, ['namespaceSelector']) === undefined) return own ?? '';
  return textAt(peer, ['namespaceSelector', 'matchLabels', 'kubernetes.io/metadata.name']);
}
