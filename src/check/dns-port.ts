import { valueAt } from '../manifests/value-at';

/** Whether a port of a NetworkPolicy is one of DNS. Policies see the port of the pod: 53, or what CoreDNS listens on behind it on some platforms. */
export function isDnsPort(port: unknown): boolean {
  const number = valueAt(port, ['port']);
  if (typeof number === 'string') return number.startsWith('dns');
  if (typeof number !== 'number') return true;
  const last = valueAt(port, ['endPort']);
  return [53, 5353, 8053].some((dns) => number <= dns && dns <= (typeof last === 'number' ? last : number));
}
