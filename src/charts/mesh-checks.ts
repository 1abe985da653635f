import type { Chart } from 'cdk8s';

import { AuthorizationPolicy } from '../constructs/authorization-policy';
import { GrpcRoute } from '../constructs/grpc-route';
import { HttpRoute } from '../constructs/http-route';
import type { Identity } from '../constructs/identity';
import { NetworkAuthentication } from '../constructs/network-authentication';
import { checksSuffix } from '../constructs/request-counters';
import type { Mesh, MeshChecks } from '../model/placed-mesh';
import { portObjectName } from './object-names';

/**
 * Adds what the kubelet and Prometheus may ask of a meshed placement, by their network. It comes by a route of its own, which
 * lets it in to nothing else, and by whose name nobody counts it as a request.
 */
export function addMeshChecks(chart: Chart, identity: Identity, { checks, checkNetworks }: Mesh): void {
  if (checks.length === 0) return;
  const authentication = { kind: 'NetworkAuthentication', name: `${identity.name}.${checksSuffix}` } as const;
  new NetworkAuthentication(chart, 'check-networks', {
    ...identity,
    name: authentication.name,
    networks: checkNetworks,
  });
  for (const ofPort of checks) {
    const server = portObjectName(identity.name, ofPort.port);
    const name = `${server}.${checksSuffix}`;
    const kind = ofPort.protocol === 'grpc' ? 'GRPCRoute' : 'HTTPRoute';
    addRoutes(chart, identity, server, name, ofPort);
    const target = { kind, name } as const;
    new AuthorizationPolicy(chart, `checks-${ofPort.port}`, { ...identity, name, target, authentication });
  }
}

// A port with a route takes nothing that no route takes, so there is one for all else. It has no policy: who is let in to the
// Server may come by it. Its name is the first in the alphabet, as routes of one wave are applied in this order.
function addRoutes(chart: Chart, identity: Identity, server: string, name: string, checks: MeshChecks): void {
  const parent = { kind: 'server', name: server } as const;
  const rest = { ...identity, name: `${server}.calls`, parent };
  const own = { ...identity, name, parent };
  const id = `inbound-${checks.port}`;
  if (checks.protocol === 'grpc') {
    new GrpcRoute(chart, id, rest);
    new GrpcRoute(chart, `${id}-checks`, { ...own, grpcService: 'grpc.health.v1.Health' });
    return;
  }
  const [first, ...more] = checks.paths.map((path) => ({ path, isExact: true, methods: ['GET'] as const }));
  new HttpRoute(chart, id, rest);
  new HttpRoute(chart, `${id}-checks`, { ...own, ...first, ...(more.length === 0 ? {} : { more }) });
}
