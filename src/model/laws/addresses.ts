import type { Breach, Catalog } from '../catalog';
import type { Environment } from '../environment';
import type { SettingPath } from '../explain';
import { decidingLayer } from '../layers';
import { addressesOf, protocolAt } from '../place-route';
import type { PublicAddress } from '../place-route';
import type { Resolved } from '../resolve';
import { placeOf } from './place-of';

/** Who answers at an address. */
interface Owner {
  readonly resolved: Resolved;
  readonly address: PublicAddress;
}

/** A Gateway of a cluster: where two that have one address would meet. */
interface Door {
  /** By address. */
  readonly owners: Map<string, Owner>;
  /** Who was the first at a host. */
  readonly protocols: Map<string, Owner>;
}

/**
 * Two routes for one host and path: which one answers would be chance. And calls of gRPC and requests of HTTP at one host: a
 * Gateway takes one of the two routes (Gateway API, `GRPCRoute`).
 */
export function* checkAddresses(_: Catalog, all: readonly Resolved[]): Iterable<Breach> {
  const doors = new Map<string, Door>();
  const doorIn = new Map<Environment, Door>();
  for (const resolved of all) {
    // Whoever comes in place of what is retired may have its address.
    if (!resolved.wants.public || resolved.isRetired) continue;
    const { owners, protocols } = doorIn.get(resolved.where) ?? open(resolved.where);
    for (const address of addressesOf(resolved)) {
      const protocol = protocolAt(resolved, address);
      if (protocol === 'tcp' || protocol === 'udp') {
        // That it needs one is said where exposures are looked at.
        if (address.listener === undefined) continue;
        const text = `listener ${address.listener} of ${protocol}`;
        const owner = owners.get(text);
        owners.set(text, { resolved, address });
        if (owner !== undefined) yield shared(resolved, address, text, owner);
        continue;
      }
      for (const host of address.hosts.length === 0 ? [everyHost] : address.hosts) {
        // A Gateway reads the host of TLS, and no path in it.
        const text = protocol === 'tls' ? `${host} (TLS)` : `${host}${address.path}`;
        const key = `${text}${address.isExact ? ' alone' : ''}`;
        const owner = owners.get(key);
        if (owner !== undefined) {
          yield shared(resolved, address, text, owner);
          continue;
        }
        owners.set(key, { resolved, address });
        if (resolved.settings.exposure.kind === 'ingress' || protocol === 'tls') continue;
        const other = protocols.get(host);
        if (other === undefined) protocols.set(host, { resolved, address });
        else if (isGrpc(other) !== isGrpc({ resolved, address })) yield mixed(resolved, address, host, other);
      }
    }
  }

  /** Environments may share the Gateway of a cluster. */
  function open(where: Environment): Door {
    const { gateway, cluster } = where;
    const name = `${cluster.server} ${gateway.namespace} ${gateway.name}`;
    const door = doors.get(name) ?? { owners: new Map<string, Owner>(), protocols: new Map<string, Owner>() };
    doors.set(name, door);
    doorIn.set(where, door);
    return door;
  }
}

/** How every host is shown. */
const everyHost = '*';

function shared(resolved: Resolved, address: PublicAddress, text: string, owner: Owner): Breach {
  const isOwn = owner.resolved === resolved;
  return {
    ...placeOfAddress(resolved, address),
    message: `service "${resolved.service}" would have the address "${text}"${isOwn ? ' twice' : `, which already leads to ${nameOf(owner)}`}`,
    hint: isOwn ? 'give each route another host, path or listener' : hintFor(resolved, address),
  };
}

function hintFor(resolved: Resolved, address: PublicAddress): string {
  const protocol = protocolAt(resolved, address);
  if (protocol === 'tcp' || protocol === 'udp') return 'name another listener for one of them';
  return 'set exposure.hosts or exposure.path of one of them';
}

function mixed(resolved: Resolved, address: PublicAddress, host: string, owner: Owner): Breach {
  const [own, theirs] = isGrpc(owner) ? ['HTTP', 'gRPC'] : ['gRPC', 'HTTP'];
  return {
    ...placeOfAddress(resolved, address),
    message: `service "${resolved.service}" would answer ${own} at "${host}", where ${nameOf(owner)} answers ${theirs}, and a Gateway takes one of them`,
    hint: 'give one of them another host',
  };
}

function isGrpc({ resolved, address }: Owner): boolean {
  return resolved.wants.ports.some(({ name, protocol }) => name === address.port && protocol === 'grpc');
}

function nameOf({ resolved }: Owner): string {
  return `service "${resolved.service}" in "${resolved.environment}"`;
}

function placeOfAddress(resolved: Resolved, { route }: PublicAddress): Pick<Breach, 'document' | 'path'> {
  if (route !== undefined) return placeOf(resolved, ['exposure', 'routes', route]);
  const said: readonly SettingPath[] = [
    ['exposure', 'hosts'],
    ['exposure', 'path'],
  ];
  return placeOf(resolved, ...said.filter((path) => decidingLayer(resolved.layers, path) !== undefined));
}
