import { documents } from '../model/catalog';
import type { Catalog } from '../model/catalog';
import { placeInTree } from '../model/tree-layout';

/** The key of the part that a path of the tree belongs to; undefined where Slipway renders none. */
export function partOfPath(path: string, { services }: Pick<Catalog, 'services'>): string | undefined {
  const place = placeInTree(path);
  if (place === undefined) return undefined;
  const { environment } = place;
  if (place.kind === 'overlay') return documents.overlay(place.service, environment);
  const isOfService = place.kind === 'application' && services.get(place.entry)?.overlays.has(environment) === true;
  return isOfService ? documents.overlay(place.entry, environment) : documents.environment(environment);
}
