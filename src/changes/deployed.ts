import type { Catalog } from '../model/catalog';
import type { Problem } from '../model/problem';
import { overlayOf } from './releases';
import { requestProblem } from './request-problem';

/** What is wrong with asking for something of a service in an environment: it is not deployed there. */
export function* undeployed(catalog: Catalog, service: string, environment: string): Iterable<Problem> {
  if (overlayOf(catalog, service, environment) !== undefined) return;
  const places = [...(catalog.services.get(service)?.overlays.keys() ?? [])].sort();
  yield requestProblem(
    ['environment'],
    `service "${service}" is not deployed in "${environment}"`,
    places.length === 0 ? 'bump or promote it there first' : `it is deployed in ${places.join(', ')}`,
  );
}
