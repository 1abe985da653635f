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
    name: `${name}.retries`,
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

function targetOf({ serviceName }: Placement, { port }: PlacedPort) {
  return { parent: { kind: 'service', name: serviceName, port }, backend: { service: serviceName, port } } as const;
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
