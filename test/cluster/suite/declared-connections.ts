import { findCalls } from '../../../src/model/calls';
import { fill } from '../../../src/model/names';
import type { Platform } from '../../../src/model/platform';
import { placeholders } from '../../../src/model/resolve';
import type { Resolved } from '../../../src/model/resolve';

/** A connection as the catalog means it. */
export interface Declared {
  /** A pod as `<namespace>/<pod>`, or a CIDR. */
  readonly from: string;
  readonly to: string;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** The pod that stands for whoever runs in a namespace of others. */
export const anybody = 'anybody';

/** The namespace of the collector that the shipped environments send traces to: that of the add-on. */
const collectors = 'opentelemetry';

/** The pod that answers DNS. */
export const dns = { namespace: 'kube-system', name: 'dns', labels: { 'k8s-app': 'kube-dns' } };

/**
 * Every connection that a catalog declares, except for DNS: said once more, from what people wrote, without a look at what
 * the model makes of it for policies.
 */
export function declaredConnections({ monitoring }: Platform, all: readonly Resolved[]): readonly Declared[] {
  const calls = findCalls(all);
  const from = (one: string, to: string, ports: readonly number[]): readonly Declared[] =>
    ports.map((port) => ({ from: one, to, protocol: 'TCP', port }));
  return all.flatMap((resolved) => {
    const { namespace, service, settings, wants, where } = resolved;
    const pod = podOf(resolved);
    const numbers = (names: readonly string[]): readonly number[] => portNumbers(resolved, names);
    const gateway = settings.exposure.kind === 'ingress' ? where.gateway.ingressNamespace : where.gateway.namespace;
    const backup = wants.backup === undefined ? [] : [`${namespace}/${service}-backup-0`];
    return [
      ...calls.from(resolved).flatMap(({ to, ports }) => [
        ...from(pod, podOf(to), portNumbers(to, ports)),
        // Linkerd's proxies may talk to each other about what they do not know the protocol of.
        ...(isMeshed(resolved) && isMeshed(to) ? from(pod, podOf(to), [4143]) : []),
      ]),
      ...(wants.public ? from(`${gateway}/${anybody}`, pod, numbers([settings.exposure.port])) : []),
      ...(settings.monitoring.scrape
        ? from(`${monitoring.namespace}/${anybody}`, pod, numbers([settings.metrics.port]))
        : []),
      ...(isMeshed(resolved) ? from(`${monitoring.namespace}/${anybody}`, pod, [4191]) : []),
      ...backup.flatMap((one) => from(one, pod, numbers(wants.ports.map(({ name }) => name)))),
      // A backup is a second pod of the same program: it reaches what the service reaches.
      ...[pod, ...backup].flatMap((one) => [
        ...outsideOf(resolved).flatMap(({ place, ports }) => from(one, place, ports)),
        ...(settings.monitoring.tracing ? from(one, `${collectors}/${anybody}`, [4317]) : []),
        ...(isMeshed(resolved) ? from(one, `linkerd/${anybody}`, [8080, 8086, 8090]) : []),
      ]),
    ];
  });
}

/** Namespaces of others that a catalog speaks of. */
export function outsideNamespaces({ monitoring }: Platform, all: readonly Resolved[]): readonly string[] {
  const declared = all.flatMap((resolved) => [
    resolved.where.gateway.namespace,
    resolved.where.gateway.ingressNamespace,
    ...resolved.wants.egress.flatMap(({ namespace }) =>
      namespace === undefined ? [] : fill(namespace, placeholders(resolved)),
    ),
  ]);
  return [...new Set([...declared, monitoring.namespace, collectors, dns.namespace, 'linkerd'])].sort();
}

/** Networks outside the cluster that a catalog speaks of. */
export function outsideNetworks(all: readonly Resolved[]): readonly string[] {
  return [...new Set(all.flatMap(({ wants }) => wants.egress.flatMap(({ cidr }) => cidr ?? [])))];
}

function outsideOf(resolved: Resolved): readonly { readonly place: string; readonly ports: readonly number[] }[] {
  return resolved.wants.egress.map(({ namespace, cidr, ports }) => ({
    place: namespace === undefined ? (cidr ?? '') : `${fill(namespace, placeholders(resolved))}/${anybody}`,
    ports,
  }));
}

/** The pod of a service, as it is made of its workload. */
function podOf({ namespace, service }: Resolved): string {
  return `${namespace}/${service}-0`;
}

function isMeshed({ settings }: Resolved): boolean {
  return settings.mesh.provider === 'linkerd';
}

function portNumbers({ wants }: Resolved, names: readonly string[]): readonly number[] {
  return wants.ports.filter(({ name }) => names.includes(name)).map(({ containerPort }) => containerPort);
}
