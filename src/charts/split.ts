import type { CanaryStrategy } from '../constructs/rollout';
import type { Placement } from '../model/placement';
import { weightsPlugin } from '../model/weights-plugin';
import { meshRoutesOf } from './mesh-routes';
import { objectNames } from './object-names';
import { isSplit } from './route-backend';

/** Who divides the requests to a placement between its stable release and a canary; undefined where its pods do. */
export function splitOf(placement: Placement): CanaryStrategy['traffic'] {
  if (!isSplit(placement)) return undefined;
  const { stable, canary } = objectNames(placement.service);
  const outside = placement.routes.filter(({ kind }) => kind === 'gateway');
  const written = placement.rollout.strategy === 'canary' ? placement.rollout.routes : [];
  const routes = [...outside, ...meshRoutesOf(placement), ...written];
  const lists = { httpRoutes: namesOf(routes, 'http'), grpcRoutes: namesOf(routes, 'grpc') };
  // The plugin takes an empty list for routes that it cannot find.
  const config = Object.fromEntries(Object.entries(lists).filter(([, names]) => names.length > 0));
  return { stableService: stable, canaryService: canary, routing: { plugins: { [weightsPlugin]: config } } };
}

function namesOf(
  routes: readonly { readonly name: string; readonly protocol: string }[],
  wanted: 'http' | 'grpc',
): readonly { readonly name: string }[] {
  return routes.filter(({ protocol }) => protocol === wanted).map(({ name }) => ({ name }));
}
