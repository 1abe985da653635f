import type { RouteBackend } from '../constructs/route-parent';
import type { Placement } from '../model/placement';
import { objectNames } from './object-names';

/** Where a route that reads requests leads to: the Service of a placement, or those of its two releases. */
export function routeBackend(placement: Placement, port: number): RouteBackend {
  if (!isSplit(placement)) return { service: placement.serviceName, port };
  const { stable, canary } = objectNames(placement.service);
  return { service: stable, canary, port };
}

/** Whether weights of routes divide the requests between the stable release of a placement and a canary. */
export function isSplit({ rollout }: Placement): boolean {
  return rollout.strategy === 'canary' && rollout.weights === 'routes';
}
