import type { Call } from './calls';
import { inOneUnit } from './one-unit';
import { outsideNetworks, outsidePorts } from './outside';
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
  const openPorts = openPortsOf(resolved, callers, groups);
  const outside = [resolved, ...groups].flatMap((one) => outsideNetworks(platform, one));
  return {
    ...mesh,
    timeout: inOneUnit(mesh.timeout),
    dependents: callers.map(({ from }) => ({
      service: from.service,
      namespace: from.namespace,
      account: from.settings.identity.account ?? from.wants.names?.account ?? from.service,
      isMeshed: from.settings.mesh.provider === 'linkerd',
    })),
    openPorts,
    openNetworks: openPorts.length > 0 ? [...new Set([...platform.clusterNetworks, ...outside])] : [],
  };
}

// Linkerd lets the kubelet's HTTP probes through by itself, and a TCP probe is content with a connection; a gRPC probe
// is a call like any other. Backup pods are outside the mesh.
function openPortsOf(resolved: Resolved, callers: readonly Call[], groups: readonly Resolved[]): readonly string[] {
  const { settings, wants } = resolved;
  const { liveness, readiness, startup } = settings.probes;
  const ports = [
    ...[resolved, ...groups].flatMap((one) => [
      ...(one.wants.public ? exposedPorts(one.settings.exposure) : []),
      ...outsidePorts(one),
    ]),
    ...(settings.monitoring.scrape ? [settings.metrics.port] : []),
    ...[liveness, readiness, startup].flatMap((probe) => (probe?.protocol === 'grpc' ? [probe.port] : [])),
    ...callers.flatMap((call) => (call.from.settings.mesh.provider === 'none' ? call.ports : [])),
    ...(wants.backup === undefined ? [] : wants.ports.map((port) => port.name)),
  ];
  // The mesh is about TCP.
  const isUdp = (name: string): boolean => wants.ports.some((port) => port.name === name && port.protocol === 'udp');
  return [...new Set(ports)].filter((name) => !isUdp(name)).sort();
}
