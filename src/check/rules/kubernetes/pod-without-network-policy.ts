import { mappingAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';
import { selectWorkloads } from '../../select-pods';

export const podWithoutNetworkPolicy: Rule = {
  id: 'pod-without-network-policy',
  title: 'no NetworkPolicy is about a pod',
  why: 'Each pod of the cluster may connect to it, and it may connect to everything: one pod that is broken into is enough.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
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
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: wbe } }
  policyTypes: [Ingress]
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
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
`,
  check(inventory, report) {
    const policies = inventory.ofKind('NetworkPolicy', 'networking.k8s.io');
    const withPolicies = new Set(policies.map(({ namespace }) => namespace));
    const covered = new Set(
      policies.flatMap(({ namespace, value }) =>
        selectWorkloads(inventory, namespace, mappingAt(value, ['spec', 'podSelector'])),
      ),
    );
    const others = [
      'CiliumNetworkPolicy',
      'CiliumClusterwideNetworkPolicy',
      'GlobalNetworkPolicy',
      'ClusterNetworkPolicy',
    ];
    if (others.some((kind) => inventory.ofKind(kind).length > 0)) return;
    for (const workload of inventory.workloads) {
      const { object, pod, templatePath } = workload;
      // Policies do not hold in the network of the node.
      if (covered.has(workload) || pod['hostNetwork'] === true || Object.keys(pod).length === 0) continue;
      report({
        object,
        path: [...templatePath, 'metadata', 'labels'],
        message: `no NetworkPolicy selects the pods of "${object.name}"`,
        hint: 'add a NetworkPolicy that names who may connect, and to whom',
        // Where there is none at all, policies are kept elsewhere, or not used.
        severity: withPolicies.has(object.namespace) ? 'warning' : 'info',
      });
    }
  },
};
