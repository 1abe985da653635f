import { isMapping, listAt, mappingAt, textAt, valueAt } from '../../manifests/value-at';
import { plain } from '../shown';

/** Somebody whom a NetworkPolicy lets through, in words, and to which port: `every port`, or one such as `53/UDP`. */
export interface AllowedPeer {
  readonly who: string;
  readonly port: string;
}

/** Whom the rules of a NetworkPolicy let through. One that names several ports counts once for each. */
export function peersOf(policy: unknown, direction: 'ingress' | 'egress'): readonly AllowedPeer[] {
  return listAt(policy, ['spec', direction]).flatMap((rule) => {
    const peers = listAt(rule, [direction === 'ingress' ? 'from' : 'to']);
    const ports = portsOf(listAt(rule, ['ports']));
    return (peers.length === 0 ? ['everybody'] : peers.map(whoIs)).flatMap((who) =>
      ports.map((port) => ({ who, port })),
    );
  });
}

/** What one list allows and another does not, in words: `pods app=web of namespace shop, port 53 and 53/UDP`. */
export function peersOnlyIn(list: readonly AllowedPeer[], other: readonly AllowedPeer[]): readonly string[] {
  const portsByPeer = new Map<string, Set<string>>();
  for (const { who, port } of list) {
    if (other.some((one) => one.who === who && (one.port === port || one.port === everyPort))) continue;
    portsByPeer.set(who, (portsByPeer.get(who) ?? new Set()).add(port));
  }
  return [...portsByPeer].map(([who, ports]) =>
    ports.has(everyPort) ? `${who}, ${everyPort}` : `${who}, port ${[...ports].sort().join(' and ')}`,
  );
}

const everyPort = 'every port';

/** Whether a policy forbids what it does not name. */
export function isIsolating(policy: unknown, direction: 'ingress' | 'egress'): boolean {
  const types = listAt(policy, ['spec', 'policyTypes']);
  // Without types a policy is about ingress, and about egress when it has such rules.
  if (types.length === 0) return direction === 'ingress' || listAt(policy, ['spec', 'egress']).length > 0;
  return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
}

/** A label selector in words. */
export function selectorWords(selector: unknown): string {
  const labels = Object.entries(mappingAt(selector, ['matchLabels'])).map(([key, value]) => `${key}=${plain(value)}`);
  const expressions = listAt(selector, ['matchExpressions']).map((one) => {
    const values = listAt(one, ['values']).map(plain).join('|');
    return `${textAt(one, ['key']) ?? '?'} ${textAt(one, ['operator']) ?? '?'}${values === '' ? '' : ` ${values}`}`;
  });
  return [...labels, ...expressions].sort().join(' and ');
}

function whoIs(peer: unknown): string {
  const block = valueAt(peer, ['ipBlock']);
  if (isMapping(block)) {
    const except = listAt(block, ['except']).map(plain);
    return `addresses ${plain(block['cidr'])}${except.length === 0 ? '' : ` but ${except.join(', ')}`}`;
  }
  const pods = valueAt(peer, ['podSelector']);
  const namespaces = valueAt(peer, ['namespaceSelector']);
  const which = pods === undefined || selectorWords(pods) === '' ? 'all pods' : `pods ${selectorWords(pods)}`;
  if (namespaces === undefined) return `${which} of this namespace`;
  const where = selectorWords(namespaces);
  const name = /^kubernetes\.io\/metadata\.name=(\S+)$/.exec(where)?.[1];
  if (where === '') return `${which} of every namespace`;
  return `${which} of ${name === undefined ? `namespaces with ${where}` : `namespace ${name}`}`;
}

function portsOf(ports: readonly unknown[]): readonly string[] {
  if (ports.length === 0) return [everyPort];
  return ports.map((one) => {
    const protocol = textAt(one, ['protocol']) ?? 'TCP';
    const port = valueAt(one, ['port']);
    const end = valueAt(one, ['endPort']);
    const range = `${port === undefined ? 'every' : plain(port)}${end === undefined ? '' : `-${plain(end)}`}`;
    return protocol === 'TCP' ? range : `${range}/${protocol}`;
  });
}
