import { dnsPeer } from '../../src/model/dns';
import type { Peer as DnsPeer } from '../../src/model/peer';
import type { End, Flow, Networks, Pods } from './flow';

/** A NetworkPolicy, without what every one has in common. */
export interface PlatformNetworkPolicy {
  readonly name: string;
  readonly namespace: string;
  readonly spec: PolicySpec;
}

// Its lists are not read-only, because Pulumi's types are not.
interface PolicySpec {
  readonly podSelector: Selector;
  readonly policyTypes: Direction[];
  readonly ingress?: { readonly from?: Peer[]; readonly ports?: Port[] }[];
  readonly egress?: { readonly to?: Peer[]; readonly ports?: Port[] }[];
}

const directions = ['Ingress', 'Egress'] as const;
type Direction = (typeof directions)[number];

type Peer =
  | { readonly namespaceSelector: Selector; readonly podSelector?: Selector }
  | { readonly ipBlock: { readonly cidr: string } };

interface Port {
  readonly protocol: string;
  readonly port: number;
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/**
 * Policies of some namespaces: nothing is allowed but DNS and what the flows say. A flow between two of the namespaces is
 * opened at both ends, so that no end can be forgotten.
 *
 * @param namespaces that the platform owns; the other end of a flow is somebody else's to open
 * @param dns who answers DNS, as the environments of the cluster say
 */
export function networkPolicies(
  namespaces: readonly string[],
  flows: readonly Flow[],
  dns: readonly DnsPeer[] = [dnsPeer],
): readonly PlatformNetworkPolicy[] {
  // Several environments of a cluster say the same.
  const resolvers = [...new Map(dns.map((peer) => [JSON.stringify(peer), peer])).values()];
  return namespaces.flatMap((namespace) => [
    { name: 'default-deny', namespace, spec: { podSelector: {}, policyTypes: [...directions] } },
    allowDns(namespace, resolvers),
    ...subjectsIn(namespace, flows).map((subject) => allowedOf(subject, flows)),
  ]);
}

function allowDns(namespace: string, resolvers: readonly DnsPeer[]): PlatformNetworkPolicy {
  return {
    name: 'allow-dns',
    namespace,
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: resolvers.map(({ namespace: dns = '', pods = {}, cidr, ports, protocols = [] }) => ({
        to: peersOf(cidr === undefined ? { namespace: dns, labels: pods } : { networks: [cidr] }),
        ports: protocols.flatMap((protocol) => ports.map((port) => ({ protocol, port }))),
      })),
    },
  };
}

function subjectsIn(namespace: string, flows: readonly Flow[]): readonly Pods[] {
  const byName = new Map<string, Pods>();
  for (const { from, to } of flows) {
    for (const end of [from, to]) {
      if (isPods(end) && end.namespace === namespace) byName.set(nameOf(end), end);
    }
  }
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pods]) => pods);
}

// A direction without flows stays out: the default of the namespace closes it.
function allowedOf(subject: Pods, flows: readonly Flow[]): PlatformNetworkPolicy {
  const ingress = flows
    .filter(({ to }) => isSame(to, subject))
    .map(({ from, ports }) => ({ ...(from === 'anywhere' ? {} : { from: peersOf(from) }), ...tcp(ports) }));
  const egress = flows
    .filter(({ from }) => isSame(from, subject))
    .map(({ to, ports }) => ({ ...(to === 'anywhere' ? {} : { to: peersOf(to) }), ...tcp(ports) }));
  return {
    name: nameOf(subject),
    namespace: subject.namespace,
    spec: {
      podSelector: selectorOf(subject),
      policyTypes: directions.filter((direction) => (direction === 'Ingress' ? ingress : egress).length > 0),
      ...(ingress.length === 0 ? {} : { ingress }),
      ...(egress.length === 0 ? {} : { egress }),
    },
  };
}

function nameOf({ labels = {} }: Pods): string {
  // Of a label that pods have or have not, the key says more.
  const words = Object.entries(labels).map(([key, value]) => (value === 'true' ? key.replace(/^.*\//, '') : value));
  return words.length === 0 ? 'every-pod' : words.join('-');
}

function isSame(end: End, subject: Pods): boolean {
  return isPods(end) && end.namespace === subject.namespace && nameOf(end) === nameOf(subject);
}

function isPods(end: End): end is Pods {
  return typeof end === 'object' && 'namespace' in end;
}

function peersOf(end: Pods | Networks | 'pods'): Peer[] {
  if (end === 'pods') return [{ namespaceSelector: {} }];
  if ('networks' in end) return end.networks.map((cidr) => ({ ipBlock: { cidr } }));
  // The API server puts this label on every namespace; no other can be relied on.
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': end.namespace } };
  return [end.labels === undefined ? { namespaceSelector } : { namespaceSelector, podSelector: selectorOf(end) }];
}

function selectorOf({ labels }: Pods): Selector {
  return labels === undefined ? {} : { matchLabels: labels };
}

function tcp(ports: readonly number[]): { readonly ports?: Port[] } {
  // Flows name ports by what they are for, and two purposes may have one.
  return ports.length === 0 ? {} : { ports: [...new Set(ports)].map((port) => ({ protocol: 'TCP', port })) };
}
