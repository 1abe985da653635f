import type { ManifestObject, Path } from '../manifests/manifest';
import { isMapping, listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { Inventory } from './inventory';
import { selectorMatches } from './select-pods';

export const gatewayGroup = 'gateway.networking.k8s.io';

/** Kinds of routes, and the protocols of listeners that take them. */
const protocolsByRoute: Readonly<Record<string, readonly string[]>> = {
  HTTPRoute: ['HTTP', 'HTTPS'],
  GRPCRoute: ['HTTP', 'HTTPS'],
  TLSRoute: ['TLS'],
  TCPRoute: ['TCP', 'TLS'],
  UDPRoute: ['UDP'],
};

export const routeKinds: readonly string[] = Object.keys(protocolsByRoute);

/** Where a route wants to be attached, to a Gateway that is among the objects. */
export interface Attachment {
  readonly route: ManifestObject;
  readonly gateway: ManifestObject;
  /** Path of the entry of `parentRefs`. */
  readonly path: Path;
  /** The listeners that it may mean, by name and port; none when there is no such. */
  readonly listeners: readonly Mapping[];
  readonly sectionName: string | undefined;
}

/** Every parent of every route that is a Gateway here. */
export function attachmentsOf(inventory: Inventory): readonly Attachment[] {
  return routeKinds
    .flatMap((kind) => inventory.ofKind(kind, gatewayGroup))
    .flatMap((route) =>
      listAt(route.value, ['spec', 'parentRefs']).flatMap((parent, index): readonly Attachment[] => {
        const isGateway = (textAt(parent, ['kind']) ?? 'Gateway') === 'Gateway';
        const namespace = textAt(parent, ['namespace']) ?? route.namespace;
        const gateway = isGateway ? inventory.find('Gateway', namespace, textAt(parent, ['name']) ?? '') : undefined;
        if (gateway?.group !== gatewayGroup) return [];
        const sectionName = textAt(parent, ['sectionName']);
        const port = valueAt(parent, ['port']);
        const listeners = listAt(gateway.value, ['spec', 'listeners'])
          .filter(isMapping)
          .filter((one) => sectionName === undefined || one['name'] === sectionName)
          .filter((one) => port === undefined || one['port'] === port);
        return [{ route, gateway, path: ['spec', 'parentRefs', index], listeners, sectionName }];
      }),
    );
}

/** Whether a listener takes routes of this kind; its protocol decides where it says nothing. */
export function takesKind(listener: Mapping, kind: string): boolean {
  const kinds = listAt(listener, ['allowedRoutes', 'kinds']);
  if (kinds.length > 0) return kinds.some((one) => textAt(one, ['kind']) === kind);
  const protocol = textAt(listener, ['protocol']);
  const usual = protocolsByRoute[kind] ?? [];
  // One with a slash is somebody's own.
  return protocol === undefined || protocol.includes('/') || usual.includes(protocol);
}

/** Whether a listener takes routes of a namespace; undefined when nobody knows the labels of that. */
export function takesNamespace(
  inventory: Inventory,
  { gateway, route }: Attachment,
  listener: Mapping,
): boolean | undefined {
  const from = textAt(listener, ['allowedRoutes', 'namespaces', 'from']) ?? 'Same';
  if (from === 'All') return true;
  if (from === 'Same') return route.namespace === gateway.namespace;
  if (from !== 'Selector') return from === 'None' ? false : undefined;
  const name = route.namespace ?? '';
  const namespace = inventory.find('Namespace', undefined, name);
  const labels = { ...mappingAt(namespace?.value, ['metadata', 'labels']), 'kubernetes.io/metadata.name': name };
  const isTaken = selectorMatches(mappingAt(listener, ['allowedRoutes', 'namespaces', 'selector']), labels);
  return isTaken || namespace !== undefined ? isTaken : undefined;
}

/** Whether one of the hosts of a route is one that a listener serves; without hosts it takes those of the listener. */
export function servesHost(listener: Mapping, hosts: readonly string[]): boolean {
  const served = textAt(listener, ['hostname']);
  if (served === undefined || served === '' || hosts.length === 0) return true;
  return hosts.some((host) => fitsHost(served, host) || fitsHost(host, served));
}

/** `*.example.com` fits any name below `example.com`, of one part and of more. */
function fitsHost(pattern: string, host: string): boolean {
  if (pattern.toLowerCase() === host.toLowerCase()) return true;
  return pattern.startsWith('*.') && host.toLowerCase().endsWith(pattern.slice(1).toLowerCase());
}
