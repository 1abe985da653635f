import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, mappingAt, valueAt } from '../../../manifests/value-at';
import { isDnsPort } from '../../dns-port';
import type { Inventory, Workload } from '../../inventory';
import type { Rule } from '../../rule';
import { selectWorkloads } from '../../select-pods';

export const egressWithoutDns: Rule = {
  id: 'egress-without-dns',
  title: 'pods may connect to others, and not ask for their addresses',
  why: 'Each connection by name fails after seconds of waiting: the first thing that a process does is to ask DNS.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  severity: 'error',
  failing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 5432 }] }]
`,
  passing: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - { to: [{ namespaceSelector: {} }], ports: [{ port: 5432 }] }
    - { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }
`,
  check(inventory, report) {
    const closing = inventory.ofKind('NetworkPolicy', 'networking.k8s.io').filter(closesEgress);
    const open = closing.filter(allowsDns);
    const openForAll = new Set(open.filter(isForAllPods).map(({ namespace }) => namespace));
    const withDns = new Set(open.flatMap((policy) => podsOfPolicy(inventory, policy)));
    const openSelectors = new Set(open.map(selectorKey));
    for (const object of closing) {
      // A policy that closes the namespace is no mistake: others say what is open.
      if (allowsDns(object) || isForAllPods(object) || openForAll.has(object.namespace)) continue;
      const pods = podsOfPolicy(inventory, object);
      const isAnswered =
        pods.length === 0 ? openSelectors.has(selectorKey(object)) : pods.every((one) => withDns.has(one));
      if (isAnswered) continue;
      const rules = listAt(object.value, ['spec', 'egress']);
      report({
        object,
        path: ['spec', rules.length === 0 ? 'policyTypes' : 'egress'],
        message:
          rules.length === 0
            ? `the NetworkPolicy "${object.name}" closes egress for pods and allows none, not even DNS`
            : `the NetworkPolicy "${object.name}" closes egress for pods, and nothing allows them DNS`,
        hint: 'allow port 53, UDP and TCP, to the pods of the DNS server, or remove Egress from policyTypes',
        // What only knows addresses asks for none, and a database, without rules, may well connect to nobody.
        severity: rules.every(isAboutAddresses) ? 'warning' : 'error',
      });
    }
  },
};

function closesEgress({ value }: ManifestObject): boolean {
  const types = listAt(value, ['spec', 'policyTypes']);
  return types.length === 0 ? listAt(value, ['spec', 'egress']).length > 0 : types.includes('Egress');
}

function isForAllPods({ value }: ManifestObject): boolean {
  return Object.keys(mappingAt(value, ['spec', 'podSelector'])).length === 0;
}

function selectorKey({ namespace, value }: ManifestObject): string {
  return `${namespace ?? ''}\n${JSON.stringify(mappingAt(value, ['spec', 'podSelector']))}`;
}

function podsOfPolicy(inventory: Inventory, { namespace, value }: ManifestObject): readonly Workload[] {
  return selectWorkloads(inventory, namespace, mappingAt(value, ['spec', 'podSelector']));
}

function allowsDns({ value }: ManifestObject): boolean {
  return listAt(value, ['spec', 'egress']).some((rule) => {
    const ports = listAt(rule, ['ports']);
    return ports.length === 0 || ports.some(isDnsPort);
  });
}

function isAboutAddresses(rule: unknown): boolean {
  const peers = listAt(rule, ['to']);
  return peers.length > 0 && peers.every((peer) => valueAt(peer, ['ipBlock']) !== undefined);
}
