import type { Call } from './calls';
import { dnsPeersOf } from './dns';
import { podSelector } from './labels';
import { fill } from './names';
import type { Platform } from './platform';
import type { Peer, Strings } from './peer';
import { outsidePeers } from './outside';
import { exposedPorts } from './place-route';
import { peersAt } from './port-peers';
import { tracesUrlOf } from './presets';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';
import { waysToStores } from './store';
import { isSoftware } from './software';

/** Ports of Linkerd's proxy that other parts of the mesh reach (Linkerd, "Proxy Configuration"). */
const linkerd = {
  namespace: 'linkerd',
  inbound: 4143,
  admin: 4191,
  controlPlane: [8080, 8086, 8090],
};

/**
 * Who may reach a placement: its declared callers, the gateway when it is public, who comes from outside without one, and
 * Prometheus when it or its proxy is scraped. Everything else is denied by the policy of the namespace.
 *
 * @param groups services of which it is a variant: who reaches them, reaches it @default - none
 */
export function ingressPeers(
  platform: Platform,
  resolved: Resolved,
  callers: readonly Call[],
  groups: readonly Resolved[] = [],
): readonly Peer[] {
  const { settings } = resolved;
  const isMeshed = settings.mesh.provider === 'linkerd';
  const peers: Peer[] = callers.flatMap((call) =>
    peersAt(
      { reason: call.from.service, ...podsOf(call.from) },
      resolved,
      call.ports,
      withProxy(isMeshed && isMeshedCall(call)),
    ),
  );
  for (const owner of [resolved, ...groups])
    peers.push(...gatewayPeers(owner, resolved), ...outsidePeers(platform, owner, resolved));
  if (settings.monitoring.scrape) {
    const { namespace } = platform.monitoring;
    peers.push(...peersAt({ reason: 'metrics', namespace }, resolved, [settings.metrics.port]));
  }
  if (isMeshed && settings.mesh.scrape) {
    peers.push({ reason: 'mesh metrics', namespace: platform.monitoring.namespace, ports: [linkerd.admin] });
  }
  return peers;
}

/** @param owner whose exposure it is: of the pods themselves, or of a service of which they are a variant */
function gatewayPeers({ wants, settings, where }: Resolved, resolved: Resolved): readonly Peer[] {
  if (!wants.public) return [];
  const { ingressNamespace, namespace, proxyNamespace = namespace, proxyNetworks } = where.gateway;
  const ports = exposedPorts(settings.exposure);
  const gateway = settings.exposure.kind === 'ingress' ? ingressNamespace : proxyNamespace;
  return [
    ...peersAt({ reason: 'gateway', namespace: gateway }, resolved, ports),
    ...proxyNetworks.flatMap((cidr) => peersAt({ reason: `load balancer ${cidr}`, cidr }, resolved, ports)),
  ];
}

/** What a chart is made of talks with itself, on whatever port: only its templates know. */
export function ownSoftwarePeers(resolved: Resolved): readonly Peer[] {
  return isSoftware(resolved.wants) ? [{ reason: resolved.service, ...podsOf(resolved), ports: [] }] : [];
}

/** Whom a placement may reach: DNS, what it depends on, what it says it calls outside, traces, and the mesh. */
export function egressPeers(platform: Platform, resolved: Resolved, calls: readonly Call[]): readonly Peer[] {
  const { settings, wants, where } = resolved;
  const isMeshed = settings.mesh.provider === 'linkerd';
  const peers: Peer[] = [
    ...dnsPeersOf(where),
    ...calls.flatMap((call) =>
      peersAt({ reason: call.to.service, ...podsOf(call.to) }, call.to, call.ports, withProxy(isMeshedCall(call))),
    ),
  ];
  // Who says both "database" and the way there has one rule, not two that are equal.
  const ways = waysToStores(wants).filter((way) => !wants.egress.some((egress) => isSameWay(egress, way)));
  for (const egress of [...wants.egress, ...ways]) {
    const target = egress.namespace === undefined ? undefined : fill(egress.namespace, placeholders(resolved));
    peers.push({
      reason: egress.description ?? target ?? egress.cidr ?? '',
      ...(target === undefined ? {} : { namespace: target }),
      ...(egress.cidr === undefined ? {} : { cidr: egress.cidr }),
      ports: egress.ports,
    });
  }
  const traces = settings.monitoring.tracing ? tracesUrlOf(platform, where) : undefined;
  if (traces !== undefined) peers.push({ reason: 'traces', ...collectorAt(traces) });
  if (isMeshed) peers.push({ reason: 'mesh control plane', namespace: linkerd.namespace, ports: linkerd.controlPlane });
  return peers;
}

/** To ports in a namespace or in a network. */
interface Way {
  readonly namespace?: string | undefined;
  readonly cidr?: string | undefined;
  readonly ports: readonly number[];
}

function isSameWay(one: Way, other: Way): boolean {
  const isSamePlace = one.namespace === other.namespace && one.cidr === other.cidr;
  return (
    isSamePlace && one.ports.length === other.ports.length && one.ports.every((port) => other.ports.includes(port))
  );
}

function podsOf(resolved: Resolved): { readonly namespace: string; readonly pods: Strings } {
  return { namespace: resolved.namespace, pods: podSelector(resolved) };
}

function isMeshedCall(call: Call): boolean {
  return call.from.settings.mesh.provider === 'linkerd' && call.to.settings.mesh.provider === 'linkerd';
}

// Between two proxies opaque traffic arrives at the inbound port of the proxy instead of the port that was called.
function withProxy(isMeshed: boolean): readonly number[] {
  return isMeshed ? [linkerd.inbound] : [];
}

/** Namespace and port of a collector: `http://<service>.<namespace>.svc...:<port>`. */
export function collectorAt(url: string): { readonly namespace: string; readonly ports: readonly number[] } {
  const [, namespace = '', port] = /^https?:\/\/[^.]+\.([^.]+)\.[^:]*:(\d+)$/.exec(url) ?? [];
  return { namespace, ports: [Number(port)] };
}
