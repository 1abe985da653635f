import type { Call } from './calls';
import { inOneUnit } from './one-unit';
import { outsideNetworks, outsidePorts } from './outside';
import { placeChecks } from './place-checks';
import { exposedPorts } from './place-route';
import type { Mesh } from './placed-mesh';
import type { Platform } from './platform';
import type { Resolved } from './resolve';

/** The mesh as a placement is in it; undefined when it is in none. */
export function placeMesh(
  platform: Platform,
  resolved: Resolved,
  callers: readonly Call[],
  groups: readonly Resolved[],
): Mesh | undefined {
  const { provider, ...mesh } = resolved.settings.mesh;
  if (provider === 'none') return undefined;
  const checks = placeChecks(resolved);
  const openPorts = openPortsOf(resolved, callers, groups, checks.unread);
  const outside = [resolved, ...groups].flatMap((one) => outsideNetworks(platform, one));
  return {
    ...mesh,
    routes: resolved.settings.service.headless === true ? 'none' : mesh.routes,
    timeout: inOneUnit(mesh.timeout),
    dependents: callers.map(({ from }) => ({
      service: from.service,
      namespace: from.namespace,
      account: from.settings.identity.account ?? from.wants.names?.account ?? from.service,
      isMeshed: from.settings.mesh.provider === 'linkerd',
    })),
    openPorts,
    openNetworks: openPorts.length > 0 ? [...new Set([...platform.clusterNetworks, ...outside])] : [],
    checks: checks.routed,
    checkNetworks: checks.routed.length > 0 ? platform.clusterNetworks : [],
  };
}

// Whoever has no certificate can only be told by its network, and reaches all of the port. Backup pods are outside the mesh.
function openPortsOf(
  resolved: Resolved,
  callers: readonly Call[],
  groups: readonly Resolved[],
  unread: readonly string[],
): readonly string[] {
  const { wants } = resolved;
  const ports = [
    ...[resolved, ...groups].flatMap((one) => [
      ...(one.wants.public ? exposedPorts(one.settings.exposure) : []),
      ...outsidePorts(one),
    ]),
    ...unread,
    ...callers.flatMap((call) => (call.from.settings.mesh.provider === 'none' ? call.ports : [])),
    ...(wants.backup === undefined ? [] : wants.ports.map((port) => port.name)),
  ];
  // The mesh is about TCP.
  const isUdp = (name: string): boolean => wants.ports.some((port) => port.name === name && port.protocol === 'udp');
  return [...new Set(ports)].filter((name) => !isUdp(name)).sort();
}
