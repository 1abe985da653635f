import type { Peer } from './peer';
import type { Resolved } from './resolve';

type Owner = Pick<Resolved, 'wants'>;

/**
 * A peer at ports of a placement: once for what is spoken over TCP, and once for UDP, as far as there are such ports.
 *
 * @param names of the ports @default - all of them
 * @param more ports of TCP besides @default - none
 */
export function peersAt(
  peer: Omit<Peer, 'ports' | 'protocols'>,
  owner: Owner,
  names?: readonly string[],
  more: readonly number[] = [],
): readonly Peer[] {
  const tcp = [...portNumbers(owner, names, 'TCP'), ...more];
  const udp = portNumbers(owner, names, 'UDP');
  return [
    ...(tcp.length === 0 ? [] : [{ ...peer, ports: tcp }]),
    ...(udp.length === 0 ? [] : [{ ...peer, ports: udp, protocols: ['UDP'] as const }]),
  ];
}

/** How packets of a port are sent. */
export function transportOf({ protocol }: Pick<Resolved['wants']['ports'][number], 'protocol'>): 'TCP' | 'UDP' {
  return protocol === 'udp' ? 'UDP' : 'TCP';
}

function portNumbers({ wants }: Owner, names: readonly string[] | undefined, transport: 'TCP' | 'UDP') {
  return wants.ports
    .filter((port) => transportOf(port) === transport && (names?.includes(port.name) ?? true))
    .map(({ containerPort }) => containerPort);
}
