import { inOrderOfNames } from './catalog';
import { fill } from './names';
import { placedPorts } from './place-services';
import type { Route, RouteRule } from './placed-route';
import type { Settings } from './presets';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';

/** A host and a path that lead to a service from outside. */
export interface PublicAddress {
  /** Name of the route that says so. @default - the exposure itself */
  readonly route?: string;
  /** None means every host. */
  readonly hosts: readonly string[];
  readonly path: string;
  readonly isExact: boolean;
  readonly rewrite: string | undefined;
  /** Name of the port. */
  readonly port: string;
  /** Listener of the Gateway. @default - every one that has the hosts */
  readonly listener: string | undefined;
  /** Whether TLS goes on unread. */
  readonly isPassedOn: boolean;
}

/** What a Gateway reads of what is spoken at an address; undefined where there is no such port. */
export function protocolAt({ wants }: Resolved, { port, isPassedOn }: PublicAddress): Route['protocol'] | undefined {
  const protocol = wants.ports.find(({ name }) => name === port)?.protocol;
  return protocol !== undefined && protocol !== 'udp' && isPassedOn ? 'tls' : protocol;
}

/** Hosts of a public service: its own, or the environment's pattern. */
export function hostsOf(resolved: Resolved): readonly string[] {
  return filledHosts(resolved, resolved.settings.exposure.hosts ?? [resolved.where.gateway.host]);
}

/** Everything that leads to a public service from outside; what the exposure says itself comes first. */
export function addressesOf(resolved: Resolved): readonly PublicAddress[] {
  const { exposure } = resolved.settings;
  const own: PublicAddress = {
    hosts: hostsOf(resolved),
    path: exposure.path,
    isExact: exposure.pathType === 'exact',
    rewrite: exposure.rewrite,
    port: exposure.port,
    listener: exposure.listener,
    isPassedOn: exposure.passthrough ?? false,
  };
  // Of thousands of services few have routes besides.
  if (Object.keys(exposure.routes).length === 0) return [own];
  return [
    own,
    ...inOrderOfNames(new Map(Object.entries(exposure.routes))).map(([route, said]): PublicAddress => ({
      route,
      hosts: said.hosts === undefined ? own.hosts : filledHosts(resolved, said.hosts),
      path: said.path ?? '/',
      isExact: said.pathType === 'exact',
      rewrite: said.rewrite,
      port: said.port ?? own.port,
      listener: said.listener ?? own.listener,
      isPassedOn: said.passthrough ?? own.isPassedOn,
    })),
  ];
}

/** Names of the ports that a route or an Ingress leads to. */
export function exposedPorts({ port, routes }: Settings['exposure']): readonly string[] {
  return [...new Set([port, ...Object.values(routes).map((one) => one.port ?? port)])];
}

function filledHosts(resolved: Resolved, hosts: readonly string[]): readonly string[] {
  const names = placeholders(resolved);
  return hosts.map((host) => fill(host, names));
}

/**
 * The routes of a placement; none when it is not public. A Gateway has one for each list of hosts and protocol, an Ingress says all
 * of it at once.
 */
export function placeRoutes(resolved: Resolved): readonly Route[] {
  const { wants, settings, where, service } = resolved;
  if (!wants.public) return [];
  const ports = placedPorts(resolved);
  const { kind, redirectFrom, headers, tlsSecret, cleartext } = settings.exposure;
  const byTarget = new Map<string, { readonly name: string; readonly route: Route; readonly rules: RouteRule[] }>();
  for (const address of addressesOf(resolved)) {
    const port = ports.find(({ name }) => name === address.port);
    const protocol = protocolAt(resolved, address);
    if (port === undefined || protocol === undefined) continue;
    const { hosts, path, isExact, rewrite, listener } = address;
    const isStream = protocol === 'tcp' || protocol === 'udp';
    const key = kind === 'ingress' ? protocol : JSON.stringify([protocol, isStream ? [] : hosts, listener]);
    const rule = { hosts, path, isExact, port: port.port, ...(rewrite === undefined ? {} : { rewrite }) };
    const known = byTarget.get(key);
    if (known !== undefined) {
      known.rules.push(rule);
      continue;
    }
    const rules = [rule];
    const name = byTarget.size === 0 ? service : `${service}.at.${address.route ?? protocol}`;
    const route: Route = {
      name,
      kind,
      protocol,
      hosts,
      rules,
      headers,
      gateway: where.gateway,
      ...(listener === undefined ? {} : { listener }),
      ...(redirectFrom === undefined || (protocol !== 'http' && protocol !== 'grpc') ? {} : { redirectFrom }),
      ...(tlsSecret === undefined ? {} : { tlsSecret }),
      isCleartext: cleartext ?? false,
    };
    byTarget.set(key, { name, route, rules });
  }
  return [...byTarget.values()].map(({ route }) => route);
}
