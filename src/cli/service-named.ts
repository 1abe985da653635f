import type { Catalog, CatalogService } from '../model/catalog';
import { didYouMean } from '../model/nearest';
import { Refusal } from '../model/refusal';

/**
 * What a catalog has of a service that somebody named.
 *
 * @throws Refusal when it has none of this name, with the one that is meant
 */
export function serviceNamed({ services }: Catalog, name: string): CatalogService {
  const entry = services.get(name);
  if (entry !== undefined) return entry;
  throw new Refusal(`there is no service "${name}"; ${didYouMean(name, services.keys())}`, 'usage');
}
