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
  for (const port of placement.ports) {
    if (port.protocol === 'http') addHttpRoutes(chart, identity, placement, mesh, port);
    if (port.protocol === 'grpc') addGrpcRoute(chart, identity, placement, mesh, port);
  }
}

/** A route of the Gateway API that a meshed placement has. */
export interface MeshRoute {
  readonly name: string;
  readonly protocol: 'http' | 'grpc';
}

/** Every route of the Gateway API that `addMeshRoutes` adds. */
export function meshRoutesOf({ service, ports, mesh }: Placement): readonly MeshRoute[] {
  if (mesh === undefined || mesh.routes === 'service-profile') return [];
  return ports.flatMap(({ name: port, protocol }): readonly MeshRoute[] => {
    const name = portObjectName(service, port);
    if (protocol === 'grpc') return [{ name, protocol }];
    if (protocol !== 'http') return [];
    return [{ name, protocol }, ...(mesh.retryLimit === 0 ? [] : [{ name: retriesName(name), protocol }])];
  });
}

/** Name of the route whose requests may be sent again. */
function retriesName(route: string): string {
  return `${route}.retries`;
}

/** Methods that do the same when a request is done twice (RFC 9110, 9.2.2), as far as services use them. */
const idempotentMethods: readonly HttpMethod[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];

// A request belongs to the route that says most about it, so the one with methods wins over the one without.
function addHttpRoutes(chart: Chart, identity: Identity, placement: Placement, mesh: Mesh, port: PlacedPort): void {
  const name = portObjectName(placement.service, port.name);
  const target = targetOf(placement, port);
  new HttpRoute(chart, `mesh-${port.name}`, { ...identity, name, annotations: timeoutOf(mesh), ...target });
  if (mesh.retryLimit === 0) return;
  new HttpRoute(chart, `mesh-${port.name}-retries`, {
    ...identity,
    name: retriesName(name),
    annotations: { ...timeoutOf(mesh), ...retriesOf(mesh), 'retry.linkerd.io/http': '5xx' },
    methods: idempotentMethods,
    ...target,
  });
}

// Nothing tells which calls of gRPC are idempotent. UNAVAILABLE is what servers answer that did not begin.
function addGrpcRoute(chart: Chart, identity: Identity, placement: Placement, mesh: Mesh, port: PlacedPort): void {
  const retries = mesh.retryLimit === 0 ? {} : { ...retriesOf(mesh), 'retry.linkerd.io/grpc': 'unavailable' };
  new GrpcRoute(chart, `mesh-${port.name}`, {
    ...identity,
    name: portObjectName(placement.service, port.name),
    annotations: { ...timeoutOf(mesh), ...retries },
    ...targetOf(placement, port),
  });
}

function targetOf(placement: Placement, { port }: PlacedPort) {
  const parent = { kind: 'service', name: placement.serviceName, port } as const;
  return { parent, backend: routeBackend(placement, port) };
}

function timeoutOf({ timeout }: Mesh): Readonly<Record<string, string>> {
  return { 'timeout.linkerd.io/request': timeout };
}

function retriesOf({ retryLimit }: Mesh): Readonly<Record<string, string>> {
  return { 'retry.linkerd.io/limit': String(retryLimit) };
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
