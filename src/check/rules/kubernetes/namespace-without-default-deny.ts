import { listAt, mappingAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

export const namespaceWithoutDefaultDeny: Rule = {
  id: 'namespace-without-default-deny',
  title: 'everybody may talk to the pods of a namespace',
  why: 'Until a policy denies by default, each pod that nobody has thought of is open to the whole cluster, and may send whatever it finds to the internet.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted } }
`,
  passing: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: restricted } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
`,
  check(inventory, report) {
    const denied = new Map<string, Set<unknown>>();
    for (const { namespace = '', value } of inventory.ofKind('NetworkPolicy', 'networking.k8s.io')) {
      if (Object.keys(mappingAt(value, ['spec', 'podSelector'])).length > 0) continue;
      const directions = denied.get(namespace) ?? new Set();
      denied.set(namespace, directions);
      // Without the field it is about Ingress, and about Egress when there are such rules.
      const types = listAt(value, ['spec', 'policyTypes']);
      for (const type of types.length === 0 ? ['Ingress'] : types) directions.add(type);
    }
    // Other policies than those of Kubernetes deny in their own way.
    const withOthers = new Set(
      [
        'CiliumNetworkPolicy',
        'CiliumClusterwideNetworkPolicy',
        'GlobalNetworkPolicy',
        'AdminNetworkPolicy',
        'ClusterNetworkPolicy',
      ].flatMap((kind) => inventory.ofKind(kind).map(({ namespace }) => namespace ?? '*')),
    );
    for (const object of inventory.ofKind('Namespace', '')) {
      if (/^kube-|^default$/.test(object.name) || withOthers.has(object.name) || withOthers.has('*')) continue;
      const open = ['Ingress', 'Egress'].filter((direction) => denied.get(object.name)?.has(direction) !== true);
      if (open.length === 0) continue;
      report({
        object,
        path: ['metadata', 'name'],
        message: `no NetworkPolicy denies ${open.join(' and ')} for all pods of namespace "${object.name}"`,
        hint: 'add a NetworkPolicy with podSelector: {} and both policyTypes, and one that allows DNS',
      });
    }
  },
};
