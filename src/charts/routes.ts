import type { Chart } from 'cdk8s';

import { GrpcRoute } from '../constructs/grpc-route';
import { HttpRoute } from '../constructs/http-route';
import { HttpsRedirect } from '../constructs/https-redirect';
import type { Identity } from '../constructs/identity';
import { Ingress } from '../constructs/ingress';
import { NetworkPolicy } from '../constructs/network-policy';
import { StreamRoute } from '../constructs/stream-route';
import type { RouteBackend } from '../constructs/route-parent';
import type { Route, RouteRule } from '../model/placed-route';
import type { Placement } from '../model/placement';
import { portObjectName } from './object-names';
import { routeBackend } from './route-backend';

/** Adds what leads traffic from outside to a placement; nothing when it is not public. */
export function addRoutes(chart: Chart, identity: Identity, placement: Placement): void {
  const { challenge, routes, service, serviceName } = placement;
  for (const route of routes) {
    // The name of the only route of nearly all placements tells nothing.
    const id = route.name === service ? 'route' : `route-${route.name}`;
    const own = { ...identity, name: route.name };
    const [first, ...more] = route.rules.map((rule) => ({
      ...rule,
      // Of a connection no plugin of the standard channel divides requests.
      backend: isRead(route) ? routeBackend(placement, rule.port) : { service: serviceName, port: rule.port },
    }));
    if (first === undefined) continue;
    if (route.kind === 'ingress') addIngress(chart, id, own, route, [first, ...more]);
    else addGatewayRoute(chart, id, own, route, [first, ...more]);
  }
  if (challenge === undefined) return;
  const { selector, ingress } = challenge;
  // No service is called so: of a name with a dot there is no service.
  const own = { ...identity, name: portObjectName(service, 'http01'), podSelector: selector };
  new NetworkPolicy(chart, 'challenge-network-policy', { ...own, ingress, egress: [] });
}

/** Whether it sees single requests, and can divide them. */
function isRead({ kind, protocol }: Route): boolean {
  return kind === 'gateway' && (protocol === 'http' || protocol === 'grpc');
}

type Rule = RouteRule & { readonly backend: RouteBackend };
type Rules = readonly [Rule, ...Rule[]];

function addIngress(chart: Chart, id: string, identity: Identity, route: Route, [first, ...more]: Rules): void {
  const { gateway, tlsSecret, isCleartext } = route;
  new Ingress(chart, id, {
    ...identity,
    ...first,
    annotations: annotationsOf(route),
    className: gateway.ingressClass,
    more,
    isCleartext,
    ...(tlsSecret === undefined ? {} : { tlsSecret }),
  });
}

function addGatewayRoute(chart: Chart, id: string, identity: Identity, route: Route, [first, ...more]: Rules): void {
  const { hosts, listener, redirectFrom, headers } = route;
  const { name, namespace } = route.gateway;
  const parent = { kind: 'gateway', name, namespace } as const;
  const changed = { requestHeaders: headers.request, responseHeaders: headers.response };
  const own = {
    ...identity,
    ...changed,
    parent: { ...parent, ...(listener === undefined ? {} : { listener }) },
    hosts,
  };
  if (route.protocol === 'grpc') new GrpcRoute(chart, id, { ...own, backend: first.backend });
  else if (route.protocol === 'http')
    new HttpRoute(chart, id, { ...first, ...own, more: more.map((rule) => ({ ...rule, ...changed })) });
  else {
    const of = route.protocol === 'tls' ? { hosts } : route.protocol;
    new StreamRoute(chart, id, { ...identity, parent: own.parent, backend: first.backend, of });
  }
  if (redirectFrom === undefined) return;
  const inTheClear = { ...parent, listener: redirectFrom };
  new HttpsRedirect(chart, `${id}-redirect`, {
    ...identity,
    name: `${identity.name}.to.https`,
    parent: inTheClear,
    hosts,
  });
}

// An Ingress cannot say it itself; controllers that do not know the annotation ignore it.
function annotationsOf({ protocol }: Route): Readonly<Record<string, string>> {
  return protocol === 'grpc' ? { 'nginx.ingress.kubernetes.io/backend-protocol': 'GRPC' } : {};
}
