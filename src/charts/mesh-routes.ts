import type { Chart } from 'cdk8s';

import { GrpcRoute } from '../constructs/grpc-route';
import { HttpRoute } from '../constructs/http-route';
import type { HttpMethod } from '../constructs/http-route';
import type { Identity } from '../constructs/identity';
import { ServiceProfile } from '../constructs/service-profile';
import type { ServiceProfileRoute } from '../constructs/service-profile';
import type { Mesh } from '../model/placed-mesh';
import type { PlacedPort, Placement } from '../model/placement';
import { portObjectName } from './object-names';
import { routeBackend } from './route-backend';

/**
 * Adds timeouts and retries of a meshed placement. Either routes of the Gateway API or a ServiceProfile: where both are,
 * Linkerd only looks at the profile.
 */
export function addMeshRoutes(chart: Chart, identity: Identity, placement: Placement, mesh: Mesh): void {
  if (mesh.routes === 'service-profile') {
    addServiceProfile(chart, identity, placement.serviceName, mesh);
    return;
  }
  for (const route of meshRoutesOf(placement)) addMeshRoute(chart, identity, placement, mesh, route);
}

/** A route of the Gateway API that a meshed placement has. */
export interface MeshRoute {
  readonly name: string;
  readonly protocol: 'http' | 'grpc';
  readonly port: PlacedPort;
  /** Whether it is for the requests that may be sent again, beside one for all others. */
  readonly isForRetries: boolean;
}

/** Every route of the Gateway API that `addMeshRoutes` adds. */
export function meshRoutesOf({ service, ports, mesh }: Placement): readonly MeshRoute[] {
  if (mesh?.routes !== 'gateway-api') return [];
  return ports.flatMap((port): readonly MeshRoute[] => {
    const { name: portName, protocol } = port;
    const name = portObjectName(service, portName);
    if (protocol === 'grpc') return [{ name, protocol, port, isForRetries: false }];
    if (protocol !== 'http') return [];
    const all: MeshRoute = { name, protocol, port, isForRetries: false };
    return mesh.retryLimit === 0 ? [all] : [all, { ...all, name: retriesName(name), isForRetries: true }];
  });
}

/** Name of the route whose requests may be sent again. */
function retriesName(route: string): string {
  return `${route}.retries`;
}

/** Methods that do the same when a request is done twice (RFC 9110, 9.2.2), as far as services use them. */
const idempotentMethods: readonly HttpMethod[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];

function addMeshRoute(chart: Chart, identity: Identity, placement: Placement, mesh: Mesh, route: MeshRoute): void {
  const { name, protocol, port, isForRetries } = route;
  const common = { ...identity, name, ...targetOf(placement, port) };
  const timeout = { 'timeout.linkerd.io/request': mesh.timeout };
  const id = `mesh-${port.name}`;
  if (protocol === 'grpc') {
    // Nothing tells which calls of gRPC are idempotent. UNAVAILABLE is what servers answer that did not begin.
    const annotations = mesh.retryLimit === 0 ? timeout : { ...timeout, ...retriesOf(mesh, 'grpc', 'unavailable') };
    new GrpcRoute(chart, id, { ...common, annotations });
  } else if (isForRetries) {
    // A request belongs to the route that says most about it, so the one with methods wins over the one without.
    const annotations = { ...timeout, ...retriesOf(mesh, 'http', '5xx') };
    new HttpRoute(chart, `${id}-retries`, { ...common, annotations, methods: idempotentMethods });
  } else {
    new HttpRoute(chart, id, { ...common, annotations: timeout });
  }
}

function targetOf(placement: Placement, { port }: PlacedPort) {
  const parent = { kind: 'service', name: placement.serviceName, port } as const;
  return { parent, backend: routeBackend(placement, port) };
}

function retriesOf({ retryLimit }: Mesh, protocol: 'http' | 'grpc', answers: string): Readonly<Record<string, string>> {
  return { 'retry.linkerd.io/limit': String(retryLimit), [`retry.linkerd.io/${protocol}`]: answers };
}

function addServiceProfile(chart: Chart, identity: Identity, service: string, { profile, timeout }: Mesh): void {
  const { namespace, labels } = identity;
  const routes: readonly ServiceProfileRoute[] = profile?.routes ?? [{ name: 'all', pathRegex: '/.*' }];
  new ServiceProfile(chart, 'service-profile', {
    namespace,
    labels,
    service,
    routes: routes.map((route) => ({ ...route, timeout })),
    ...(profile === undefined ? {} : { retryBudget: profile.retryBudget }),
  });
}
