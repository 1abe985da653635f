import { Policy } from '../cluster/suite/network-reach';
import { selects } from './labels';
import type { Pod } from './pods';
import type { Rendered } from './real-chart';

/** One end of a connection: a pod, or what is none: API server, nodes, the internet. */
export type End = Pod | 'world';

/** What NetworkPolicies let through (Kubernetes, "Network Policies"). */
export class PodNetwork {
  private readonly policies: readonly Policy[];

  /** @param objects of the cluster; those that are no NetworkPolicy are left alone */
  constructor(objects: readonly Rendered[]) {
    this.policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map((object) => Policy.parse(object));
  }

  /** Whether a TCP connection is let through at both ends. */
  allows(from: End, to: End, port: number): boolean {
    return this.lets('Egress', onNode(from), onNode(to), port) && this.lets('Ingress', onNode(to), onNode(from), port);
  }

  private lets(direction: 'Egress' | 'Ingress', at: End, other: End, port: number): boolean {
    if (at === 'world') return true;
    const mine = this.policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === at.namespace &&
        spec.policyTypes.includes(direction) &&
        selects(spec.podSelector, at.labels),
    );
    if (mine.length === 0) return true;
    return mine.some(({ metadata, spec }) =>
      direction === 'Ingress'
        ? spec.ingress.some(({ from, ports }) => isOpen(from, ports, metadata.namespace, other, port))
        : spec.egress.some(({ to, ports }) => isOpen(to, ports, metadata.namespace, other, port)),
    );
  }
}

type Rule = Policy['spec']['ingress'][number];

function isOpen(peers: Rule['from'], ports: Rule['ports'], own: string, other: End, port: number): boolean {
  const isPort = ports.length === 0 || ports.some((one) => one.protocol === 'TCP' && one.port === port);
  return isPort && (peers.length === 0 || peers.some((peer) => isPeer(peer, own, other)));
}

/** A network is none of the addresses that matter here: of pods none is known, and the world is everybody else. */
function isPeer({ ipBlock, namespaceSelector, podSelector }: Rule['from'][number], own: string, other: End): boolean {
  if (ipBlock !== undefined || other === 'world') return false;
  const isNamespace =
    namespaceSelector === undefined
      ? other.namespace === own
      : selects(namespaceSelector, { 'kubernetes.io/metadata.name': other.namespace });
  return isNamespace && selects(podSelector, other.labels);
}

/** Policies do not speak of pods that share the network of their node. */
function onNode(end: End): End {
  return end !== 'world' && end.spec.hostNetwork === true ? 'world' : end;
}
