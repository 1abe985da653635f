import type * as gateway from '../../imports/gateway-api';
import { syncWave } from './identity';

/**
 * Whose traffic a route takes: what enters through a Gateway, what meshed pods send to a Service (Gateway API, "GAMMA"), or what
 * the proxy of a meshed pod hands on to it.
 */
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
    }
  | {
      readonly kind: 'server';
      /** Name of the `Server`, in the namespace of the route. It leads to its own pods, so the route has no backend. */
      readonly name: string;
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
  if (parent.kind === 'server') return { group: 'policy.linkerd.io', kind: 'Server', name: parent.name };
  const { name, namespace, listener } = parent;
  return {
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    name,
    namespace,
    ...(listener === undefined ? {} : { sectionName: listener }),
  };
}

/** When a route is applied. That of a `Server` is a policy: probes come by it, and without them nothing would become ready. */
export function waveOfRoute({ kind }: RouteParent): number {
  return kind === 'server' ? syncWave.infrastructure : syncWave.routing;
}

/** The references to a backend, with every default written down. Shares are in percent where a release is tried. */
export function backendReferences({ service, port, canary }: RouteBackend) {
  if (canary === undefined) return [backendReference(service, port, 1)];
  return [backendReference(service, port, 100), backendReference(canary, port, 0)];
}

function backendReference(name: string, port: number, weight: number) {
  return { group: '', kind: 'Service', name, port, weight };
}
