import type * as gateway from '../../imports/gateway-api';

/** Whose traffic a route takes: what enters through a Gateway, or what meshed pods send to a Service (Gateway API, "GAMMA"). */
export type RouteParent =
  | {
      readonly kind: 'gateway';
      /** Name of the Gateway. */
      readonly name: string;
      /** Namespace of the Gateway. */
      readonly namespace: string;
      /** Name of its listener. @default - every one that has the hosts of the route */
      readonly listener?: string;
    }
  | {
      readonly kind: 'service';
      /** Name of the Service, in the namespace of the route. */
      readonly name: string;
      /** Port of the Service. */
      readonly port: number;
    };

/** Where a route leads to. */
export interface RouteBackend {
  /** Name of the Service, in the namespace of the route. */
  readonly service: string;
  /** Port of the Service. */
  readonly port: number;
  /**
   * Service of a release that is tried, in the same namespace, with the same port. It has no share of the requests until somebody
   * writes one into the route.
   *
   * @default - the Service has all requests
   */
  readonly canary?: string;
}

// The API server fills in what these references leave out, and a filled-in list differs from the one in Git for Argo CD.

/** The reference to a parent, with every default written down. */
export function parentReference(parent: RouteParent): gateway.ParentReference {
  if (parent.kind === 'service') return { group: '', kind: 'Service', name: parent.name, port: parent.port };
  const { name, namespace, listener } = parent;
  return {
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    name,
    namespace,
    ...(listener === undefined ? {} : { sectionName: listener }),
  };
}

/** The references to a backend, with every default written down. Shares are in percent where a release is tried. */
export function backendReferences({ service, port, canary }: RouteBackend) {
  if (canary === undefined) return [backendReference(service, port, 1)];
  return [backendReference(service, port, 100), backendReference(canary, port, 0)];
}

function backendReference(name: string, port: number, weight: number) {
  return { group: '', kind: 'Service', name, port, weight };
}
