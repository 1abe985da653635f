import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Who may connect, or who may be connected to. Namespace and pods together mean those pods in that namespace. */
export interface NetworkPeer {
  /** Namespace of the pods. @default - the policy's own namespace, if `pods` is given */
  readonly namespace?: string;
  /** Labels of the pods. @default - every pod of `namespace` */
  readonly pods?: Readonly<Record<string, string>>;
  /** Network such as `10.20.0.0/16`, instead of pods. @default - none */
  readonly cidr?: string;
  /** Ports of the pods that are connected to; an empty list means every port. */
  readonly ports: readonly number[];
  /** @default ['TCP'] */
  readonly protocols?: readonly ('TCP' | 'UDP')[];
}

/** Properties of a `NetworkPolicy`. */
export interface NetworkPolicyProps extends Identity {
  /** Label by which the pods are found. One is enough, and some scanners understand no more than one. */
  readonly podSelector: Readonly<Record<string, string>>;
  /** Who may connect to the pods; an empty list means nobody. */
  readonly ingress: readonly NetworkPeer[];
  /** Whom the pods may connect to; an empty list means nobody, not even DNS. */
  readonly egress: readonly NetworkPeer[];
}

/**
 * The only traffic that some pods may have. Both directions are always named: a direction that is missing from
 * `policyTypes` is open, and one that is named without rules is closed. An empty list of rules is not written: the API
 * server drops it, and every further apply would be a change.
 */
export class NetworkPolicy extends Manifest<kubernetes.NetworkPolicy> {
  constructor(scope: Construct, id: string, props: NetworkPolicyProps) {
    super(scope, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: {
        podSelector: { matchLabels: props.podSelector },
        policyTypes: ['Ingress', 'Egress'],
        ...(props.ingress.length === 0
          ? {}
          : { ingress: props.ingress.map((peer) => ({ from: [peerOf(peer)], ...portsOf(peer) })) }),
        ...(props.egress.length === 0
          ? {}
          : { egress: props.egress.map((peer) => ({ to: [peerOf(peer)], ...portsOf(peer) })) }),
      },
    });
  }
}

/** A peer as the API wants it. */
export function peerOf(peer: NetworkPeer): kubernetes.NetworkPolicyPeer {
  if (peer.cidr !== undefined) return { ipBlock: { cidr: peer.cidr } };
  return {
    // The API server puts this label on every namespace; no other can be relied on.
    ...(peer.namespace === undefined
      ? {}
      : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } } }),
    ...(peer.pods === undefined && peer.namespace !== undefined ? {} : { podSelector: podsOf(peer.pods) }),
  };
}

/** The ports of a rule; without the key every port is allowed. */
export function portsOf(peer: NetworkPeer): { readonly ports?: readonly kubernetes.NetworkPolicyPort[] } {
  if (peer.ports.length === 0) return {};
  const protocols = peer.protocols ?? (['TCP'] as const);
  return { ports: protocols.flatMap((protocol) => peer.ports.map((port) => ({ protocol, port }))) };
}

function podsOf(pods: NetworkPeer['pods']): kubernetes.LabelSelector {
  return pods === undefined ? {} : { matchLabels: pods };
}
