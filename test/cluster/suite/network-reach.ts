import * as z from 'zod';

import type { KubeClient } from '../harness/kube-client';
import { LabelSelector, selectorText } from './label-selector';

// Strict: what is not understood here must not be overlooked.
const Peer = z.strictObject({
  namespaceSelector: LabelSelector.optional(),
  podSelector: LabelSelector.optional(),
  ipBlock: z.strictObject({ cidr: z.string() }).optional(),
});
const Port = z.strictObject({
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP'),
  port: z.union([z.number(), z.string()]).optional(),
});
const ports = z.array(Port).default([]);

/** A NetworkPolicy as the API server stores it. */
export const Policy = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.strictObject({
    podSelector: LabelSelector,
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z.array(z.strictObject({ from: z.array(Peer).default([]), ports })).default([]),
    egress: z.array(z.strictObject({ to: z.array(Peer).default([]), ports })).default([]),
  }),
});
export type Policy = z.output<typeof Policy>;

/** Something that traffic comes from or goes to: a pod, or a network. */
export interface Place {
  /** `<namespace>/<pod>`, or a CIDR. */
  readonly name: string;
  readonly ports: readonly { readonly name?: string | undefined; readonly containerPort: number }[];
}

/** A rule of a policy, with places instead of selectors. */
export interface Rule {
  readonly direction: 'Ingress' | 'Egress';
  /** Who is at the other end; undefined means anybody. */
  readonly peers: ReadonlySet<string> | undefined;
  /** None means every port. */
  readonly ports: z.output<typeof ports>;
}

/** A policy, with places instead of selectors. */
export interface SelectedPolicy {
  readonly name: string;
  readonly directions: Policy['spec']['policyTypes'];
  readonly pods: ReadonlySet<string>;
  readonly rules: readonly Rule[];
}

/** Asks the API server what the selectors of policies select: not one of them is interpreted here. */
export class Selection {
  readonly #answers = new Map<string, Promise<readonly string[]>>();

  constructor(private readonly client: KubeClient) {}

  /** A policy with the pods that its selectors select now. */
  async of({ metadata, spec }: Policy): Promise<SelectedPolicy> {
    const { name, namespace } = metadata;
    const rule = async (direction: Rule['direction'], peers: z.output<typeof Peer>[], allowed: Rule['ports']) => {
      const found = await Promise.all(peers.map((peer) => this.#peer(namespace, peer)));
      // No peer at all is everybody.
      return { direction, peers: peers.length === 0 ? undefined : new Set(found.flat()), ports: allowed };
    };
    return {
      name: `${namespace}/${name}`,
      directions: spec.policyTypes,
      pods: new Set(await this.pods(namespace, spec.podSelector)),
      rules: await Promise.all([
        ...spec.ingress.map(({ from, ports }) => rule('Ingress', from, ports)),
        ...spec.egress.map(({ to, ports }) => rule('Egress', to, ports)),
      ]),
    };
  }

  /** Pods of a namespace, as `<namespace>/<pod>`. */
  async pods(namespace: string, selector: LabelSelector): Promise<readonly string[]> {
    const names = await this.#names('Pod', selectorText(selector), namespace);
    return names.map((name) => `${namespace}/${name}`);
  }

  async #peer(own: string, { ipBlock, namespaceSelector, podSelector }: z.output<typeof Peer>) {
    if (ipBlock !== undefined) return [ipBlock.cidr];
    const namespaces =
      namespaceSelector === undefined ? [own] : await this.#names('Namespace', selectorText(namespaceSelector));
    const pods = namespaces.map((namespace) => this.pods(namespace, podSelector ?? LabelSelector.parse({})));
    return (await Promise.all(pods)).flat();
  }

  /** The same question has the same answer: pods and namespaces stay as they are while it is asked. */
  #names(kind: string, selector: string, namespace?: string): Promise<readonly string[]> {
    const question = `${kind} ${namespace ?? ''} ${selector}`;
    const answer =
      this.#answers.get(question) ??
      this.client.list('v1', kind, namespace, selector).then((objects) => objects.map(({ metadata }) => metadata.name));
    this.#answers.set(question, answer);
    return answer;
  }
}

/**
 * Every connection that the policies of one end admit, as "<from> -> <to> TCP 8080": of the caller (`Egress`) or of who is
 * called (`Ingress`). One end that admits too much would hide behind another that does not, so each is looked at alone.
 *
 * @param ends whose policies are looked at; one without a policy is open
 */
export function admitted(
  direction: Rule['direction'],
  ends: readonly Place[],
  places: readonly Place[],
  policies: readonly SelectedPolicy[],
): readonly string[] {
  const tried = portsToTry(places, policies);
  return ends
    .flatMap((end) => places.filter((other) => other !== end).map((other) => ({ end, other })))
    .flatMap(({ end, other }) => {
      const rules = rulesOf(policies, direction, end, other);
      const [from, to] = direction === 'Egress' ? [end, other] : [other, end];
      return tried
        .filter((port) => rules?.some((rule) => isOpen(rule, to, port)) ?? true)
        .map(({ protocol, number }) => `${from.name} -> ${to.name} ${protocol} ${number}`);
    })
    .sort();
}

interface TriedPort {
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly number: number;
}

/** Every port that a pod or a rule has, and one that nobody has: where that is open, everything is. */
function portsToTry(places: readonly Place[], policies: readonly SelectedPolicy[]): readonly TriedPort[] {
  const named = policies.flatMap(({ rules }) => rules.flatMap((rule) => rule.ports.map(({ port }) => Number(port))));
  const declared = places.flatMap(({ ports }) => ports.map(({ containerPort }) => containerPort));
  const numbers = [...new Set([1, ...declared, ...named])].filter((number) => number > 0);
  return (['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) => numbers.map((number) => ({ protocol, number })));
}

/** Rules of the policies of one end that speak of the other; undefined when no policy closes this end. */
function rulesOf(
  policies: readonly SelectedPolicy[],
  direction: Rule['direction'],
  end: Place,
  other: Place,
): readonly Rule[] | undefined {
  const closing = policies.filter(({ directions, pods }) => directions.includes(direction) && pods.has(end.name));
  if (closing.length === 0) return undefined;
  return closing
    .flatMap(({ rules }) => rules)
    .filter((rule) => rule.direction === direction && (rule.peers?.has(other.name) ?? true));
}

function isOpen({ ports }: Rule, to: Place, { protocol, number }: TriedPort): boolean {
  if (ports.length === 0) return true;
  return ports.some(
    (one) => one.protocol === protocol && (one.port === undefined || portNumber(one.port, to) === number),
  );
}

/** Number of a port; a name means the port that the pod gives it. */
function portNumber(port: number | string, { ports }: Place): number | undefined {
  return typeof port === 'number' ? port : ports.find(({ name }) => name === port)?.containerPort;
}
