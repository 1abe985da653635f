import type { PlatformNetworkPolicy } from '../../../stacks/network/network-policies';

type Rule =
  | NonNullable<PlatformNetworkPolicy['spec']['ingress']>[number]
  | NonNullable<PlatformNetworkPolicy['spec']['egress']>[number];
type Peer = NonNullable<NonNullable<PlatformNetworkPolicy['spec']['ingress']>[number]['from']>[number];

interface Place {
  readonly namespace: string;
  /** Values of the labels of the pod: each of these pods is known by one. */
  readonly pod: string;
}

/** A cluster whose network does what NetworkPolicies say (Kubernetes, "Network Policies"). */
export class Network {
  constructor(private readonly policies: readonly PlatformNetworkPolicy[]) {}

  /**
   * Whether a connection is let through at both ends.
   *
   * @param from `namespace/value of the label of the pod`, or `world` for what is no pod
   */
  allows(from: string, to: string, port: number): boolean {
    const [source, target] = [placeOf(from), placeOf(to)];
    return this.lets('Egress', source, target, port) && this.lets('Ingress', target, source, port);
  }

  private lets(
    direction: 'Ingress' | 'Egress',
    at: Place | undefined,
    other: Place | undefined,
    port: number,
  ): boolean {
    if (at === undefined) return true;
    const mine = this.policies
      .filter(({ namespace, spec }) => namespace === at.namespace && spec.policyTypes.includes(direction))
      .filter(({ spec }) => selects(spec.podSelector, at));
    // A pod that no policy selects is open.
    if (mine.length === 0) return true;
    return mine
      .flatMap(({ spec }): readonly Rule[] => (direction === 'Ingress' ? spec.ingress : spec.egress) ?? [])
      .some((rule) => (rule.ports?.some((one) => one.port === port) ?? true) && peersAllow(rule, other));
  }
}

function placeOf(text: string): Place | undefined {
  const slash = text.indexOf('/');
  return text === 'world' ? undefined : { namespace: text.slice(0, slash), pod: text.slice(slash + 1) };
}

function peersAllow(rule: Rule, other: Place | undefined): boolean {
  const peers = 'from' in rule ? rule.from : 'to' in rule ? rule.to : undefined;
  if (peers === undefined) return true;
  return peers.some((peer) =>
    'ipBlock' in peer ? other?.pod === peer.ipBlock.cidr : other !== undefined && isPeer(peer, other),
  );
}

function isPeer({ namespaceSelector, podSelector }: Exclude<Peer, { ipBlock: object }>, place: Place): boolean {
  const wanted = Object.values(namespaceSelector.matchLabels ?? {});
  return wanted.every((name) => name === place.namespace) && (podSelector === undefined || selects(podSelector, place));
}

function selects({ matchLabels = {} }: PlatformNetworkPolicy['spec']['podSelector'], { pod }: Place): boolean {
  return Object.values(matchLabels).every((value) => value === pod);
}
