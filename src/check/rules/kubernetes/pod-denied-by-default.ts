import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, mappingAt } from '../../../manifests/value-at';
import { isDnsPort } from '../../dns-port';
import type { Rule } from '../../rule';
import { selectWorkloads, workloadsIn } from '../../select-pods';

export const podDeniedByDefault: Rule = {
  id: 'pod-denied-by-default',
  title: 'a namespace denies by default, and nothing allows a pod more than DNS',
  why: 'It reaches nobody, and nobody reaches it, so it hardly ever becomes ready. Where its own policy was left out, it is cut off by the next sync.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress, Egress]
  egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: UDP }] }]
`,
  check(inventory, report) {
    const policies = inventory.ofKind('NetworkPolicy', 'networking.k8s.io');
    const denying = policies.filter((one) => isForAllPods(one) && deniesEgress(one));
    if (denying.length === 0) return;
    const opened = new Set(policies.filter(isForAllPods).filter(opensANamespace).map(namespaceOf));
    // Who has a policy of its own is somebody's decision, and what that allows is another rule's.
    const decided = new Set(
      policies
        .filter((one) => !isForAllPods(one))
        .flatMap(({ namespace, value }) =>
          selectWorkloads(inventory, namespace, mappingAt(value, ['spec', 'podSelector'])),
        ),
    );
    const namespaces = new Map(denying.map((one) => [namespaceOf(one), one]));
    for (const [namespace, policy] of namespaces) {
      if (opened.has(namespace)) continue;
      for (const workload of workloadsIn(inventory, policy.namespace)) {
        const { object, pod, templatePath } = workload;
        // Policies do not hold in the network of the node.
        if (decided.has(workload) || pod['hostNetwork'] === true || Object.keys(pod).length === 0) continue;
        report({
          object,
          path: [...templatePath, 'metadata', 'labels'],
          message: `the NetworkPolicy "${policy.name}" denies by default, and no policy allows pods of "${object.name}" more than DNS`,
          hint: 'add a NetworkPolicy that says whom they call and who calls them; of a service of the catalog: "slipway adopt SERVICE network-policy"',
        });
      }
    }
  },
};

function namespaceOf({ namespace }: ManifestObject): string {
  return namespace ?? '';
}

function isForAllPods({ value }: ManifestObject): boolean {
  return Object.keys(mappingAt(value, ['spec', 'podSelector'])).length === 0;
}

function deniesEgress({ value }: ManifestObject): boolean {
  return listAt(value, ['spec', 'policyTypes']).includes('Egress') && listAt(value, ['spec', 'egress']).length === 0;
}

/** That all pods may ask DNS is no way to anybody yet. */
function opensANamespace({ value }: ManifestObject): boolean {
  if (listAt(value, ['spec', 'ingress']).length > 0) return true;
  return listAt(value, ['spec', 'egress']).some((rule) => {
    const ports = listAt(rule, ['ports']);
    return ports.length === 0 || !ports.every(isDnsPort);
  });
}
