import type { Call } from './calls';
import { selectorOf } from './labels';
import { fill } from './names';
import type { Platform } from './platform';
import type { Peer, Strings } from './placement';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';

/** Ports of Linkerd's proxy that other parts of the mesh reach (Linkerd, "Proxy Configuration"). */
const linkerd = {
  namespace: 'linkerd',
  vizNamespace: 'linkerd-viz',
  inbound: 4143,
  admin: 4191,
  controlPlane: [8080, 8086, 8090],
};

/** Pods that answer DNS in every cluster that kubeadm or a large provider set up. */
export const dnsPeer: Peer = {
  reason: 'DNS',
  namespace: 'kube-system',
  pods: { 'k8s-app': 'kube-dns' },
  ports: [53],
  protocols: ['UDP', 'TCP'],
};

/**
 * Who may reach a placement: its declared callers, the gateway when it is public, Prometheus when it is scraped,
 * and the mesh. Everything else is denied by the policy of the namespace.
 */
export function ingressPeers(platform: Platform, resolved: Resolved, callers: readonly Call[]): readonly Peer[] {
  const { settings, wants, where } = resolved;
  const isMeshed = settings.mesh.provider === 'linkerd';
  const peers: Peer[] = callers.map((call) => ({
    reason: call.from.service,
    ...podsOf(call.from),
    ports: withProxy(isMeshed && isMeshedCall(call), portNumbers(resolved, call.ports)),
  }));
  if (wants.public) {
    peers.push({
      reason: 'gateway',
      namespace: settings.exposure.kind === 'ingress' ? where.gateway.ingressNamespace : where.gateway.namespace,
      ports: portNumbers(resolved, [settings.exposure.port]),
    });
  }
  if (settings.monitoring.scrape) {
    peers.push({
      reason: 'metrics',
      namespace: platform.monitoring.namespace,
      ports: portNumbers(resolved, [settings.metrics.port]),
    });
  }
  if (isMeshed) peers.push({ reason: 'mesh metrics', namespace: linkerd.vizNamespace, ports: [linkerd.admin] });
  return peers;
}

/** Whom a placement may reach: DNS, what it depends on, what it says it calls outside, traces, and the mesh. */
export function egressPeers(platform: Platform, resolved: Resolved, calls: readonly Call[]): readonly Peer[] {
  const { settings, wants } = resolved;
  const isMeshed = settings.mesh.provider === 'linkerd';
  const peers: Peer[] = [
    dnsPeer,
    ...calls.map((call) => ({
      reason: call.to.service,
      ...podsOf(call.to),
      ports: withProxy(isMeshedCall(call), portNumbers(call.to, call.ports)),
    })),
  ];
  for (const egress of wants.egress) {
    const target = egress.namespace === undefined ? undefined : fill(egress.namespace, placeholders(resolved));
    peers.push({
      reason: egress.description ?? target ?? egress.cidr ?? '',
      ...(target === undefined ? {} : { namespace: target }),
      ...(egress.cidr === undefined ? {} : { cidr: egress.cidr }),
      ports: egress.ports,
    });
  }
  if (settings.monitoring.tracing) {
    peers.push({ reason: 'traces', namespace: platform.monitoring.namespace, ports: [tracesPort(platform)] });
  }
  if (isMeshed) peers.push({ reason: 'mesh control plane', namespace: linkerd.namespace, ports: linkerd.controlPlane });
  return peers;
}

function podsOf(resolved: Resolved): { readonly namespace: string; readonly pods: Strings } {
  return { namespace: resolved.namespace, pods: selectorOf(resolved.service) };
}

function isMeshedCall(call: Call): boolean {
  return call.from.settings.mesh.provider === 'linkerd' && call.to.settings.mesh.provider === 'linkerd';
}

// Between two proxies opaque traffic arrives at the inbound port of the proxy instead of the port that was called.
function withProxy(isMeshed: boolean, ports: readonly number[]): readonly number[] {
  return isMeshed ? [...ports, linkerd.inbound] : ports;
}

function portNumbers(resolved: Resolved, names: readonly string[]): readonly number[] {
  return resolved.wants.ports.filter((port) => names.includes(port.name)).map((port) => port.containerPort);
}

function tracesPort(platform: Platform): number {
  return Number(new URL(platform.monitoring.tracesUrl).port || '4317');
}
