import { isMapping, listAt, mappingAt, textAt, valueAt } from '../../manifests/value-at';
import { plain } from '../shown';

/** Whom each rule of a NetworkPolicy lets through, in words: `pods app=web in namespace shop, port 8080`. */
export function peersOf(policy: unknown, direction: 'ingress' | 'egress'): readonly string[] {
  return listAt(policy, ['spec', direction]).flatMap((rule) => {
    const peers = listAt(rule, [direction === 'ingress' ? 'from' : 'to']);
    const ports = portsOf(listAt(rule, ['ports']));
    return (peers.length === 0 ? ['everybody'] : peers.map(peerOf)).map((peer) => `${peer}, ${ports}`);
  });
}

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

function peerOf(peer: unknown): string {
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

function portsOf(ports: readonly unknown[]): string {
  if (ports.length === 0) return 'every port';
  const words = ports.map((one) => {
    const protocol = textAt(one, ['protocol']) ?? 'TCP';
    const port = valueAt(one, ['port']);
    const end = valueAt(one, ['endPort']);
    const range = `${port === undefined ? 'every' : plain(port)}${end === undefined ? '' : `-${plain(end)}`}`;
    return protocol === 'TCP' ? range : `${range}/${protocol}`;
  });
  return `port ${words.sort().join(' and ')}`;
}
