import type { Call } from './calls';
import { podSelector } from './labels';
import { fill } from './names';
import type { Platform } from './platform';
import type { Peer, Strings } from './peer';
import { tracesUrlOf } from './presets';
import { placeholders } from './resolve';
import type { Resolved } from './resolve';
import { waysToStores } from './store';

/** Ports of Linkerd's proxy that other parts of the mesh reach (Linkerd, "Proxy Configuration"). */
const linkerd = {
  namespace: 'linkerd',
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
 * Who may reach a placement: its declared callers, the gateway when it is public, and Prometheus when it or its proxy is
 * scraped. Everything else is denied by the policy of the namespace.
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
    const { ingressNamespace, namespace, proxyNamespace = namespace, proxyNetworks } = where.gateway;
    const ports = portNumbers(resolved, [settings.exposure.port]);
    peers.push(
      { reason: 'gateway', namespace: settings.exposure.kind === 'ingress' ? ingressNamespace : proxyNamespace, ports },
      ...proxyNetworks.map((cidr) => ({ reason: `load balancer ${cidr}`, cidr, ports })),
    );
  }
  if (settings.monitoring.scrape) {
    peers.push({
      reason: 'metrics',
      namespace: platform.monitoring.namespace,
      ports: portNumbers(resolved, [settings.metrics.port]),
    });
  }
  if (isMeshed && settings.mesh.scrape) {
    peers.push({ reason: 'mesh metrics', namespace: platform.monitoring.namespace, ports: [linkerd.admin] });
  }
  return peers;
}

/** Whom a placement may reach: DNS, what it depends on, what it says it calls outside, traces, and the mesh. */
export function egressPeers(platform: Platform, resolved: Resolved, calls: readonly Call[]): readonly Peer[] {
  const { settings, wants, where } = resolved;
  const isMeshed = settings.mesh.provider === 'linkerd';
  const peers: Peer[] = [
    dnsPeer,
    ...calls.map((call) => ({
      reason: call.to.service,
      ...podsOf(call.to),
      ports: withProxy(isMeshedCall(call), portNumbers(call.to, call.ports)),
    })),
  ];
  for (const egress of [...wants.egress, ...waysToStores(wants)]) {
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

function podsOf(resolved: Resolved): { readonly namespace: string; readonly pods: Strings } {
  return { namespace: resolved.namespace, pods: podSelector(resolved) };
}

function isMeshedCall(call: Call): boolean {
  return call.from.settings.mesh.provider === 'linkerd' && call.to.settings.mesh.provider === 'linkerd';
}

// Between two proxies opaque traffic arrives at the inbound port of the proxy instead of the port that was called.
function withProxy(isMeshed: boolean, ports: readonly number[]): readonly number[] {
  return isMeshed ? [...ports, linkerd.inbound] : ports;
}

/**
 * Numbers of the ports of the pods.
 *
 * @param names @default - all of them
 */
export function portNumbers({ wants }: Pick<Resolved, 'wants'>, names?: readonly string[]): readonly number[] {
  return wants.ports.filter(({ name }) => names?.includes(name) ?? true).map(({ containerPort }) => containerPort);
}

/** Namespace and port of a collector: `http://<service>.<namespace>.svc...:<port>`. */
export function collectorAt(url: string): { readonly namespace: string; readonly ports: readonly number[] } {
  const [, namespace = '', port] = /^https?:\/\/[^.]+\.([^.]+)\.[^:]*:(\d+)$/.exec(url) ?? [];
  return { namespace, ports: [Number(port)] };
}
