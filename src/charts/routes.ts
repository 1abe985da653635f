import type { Chart } from 'cdk8s';

import { GrpcRoute } from '../constructs/grpc-route';
import { HttpRoute } from '../constructs/http-route';
import type { Identity } from '../constructs/identity';
import { Ingress } from '../constructs/ingress';
import type { Placement, Route } from '../model/placement';

/** Adds what leads traffic from outside to a placement; nothing when it is not public. */
export function addRoute(chart: Chart, identity: Identity, { route, serviceName }: Placement): void {
  if (route === undefined) return;
  const backend = { service: serviceName, port: route.port };
  const { hosts, path, gateway } = route;
  if (route.kind === 'ingress') {
    const className = gateway.ingressClass;
    new Ingress(chart, 'ingress', { ...identity, annotations: annotationsOf(route), className, hosts, path, backend });
    return;
  }
  const parent = { kind: 'gateway', name: gateway.name, namespace: gateway.namespace } as const;
  if (route.protocol === 'grpc') new GrpcRoute(chart, 'route', { ...identity, parent, hosts, backend });
  else new HttpRoute(chart, 'route', { ...identity, parent, hosts, path, backend });
}

// An Ingress cannot say it itself; controllers that do not know the annotation ignore it.
function annotationsOf({ protocol }: Route): Readonly<Record<string, string>> {
  return protocol === 'grpc' ? { 'nginx.ingress.kubernetes.io/backend-protocol': 'GRPC' } : {};
}
