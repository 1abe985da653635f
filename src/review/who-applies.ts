import { placementSync } from '../model/placement-sync';
import type { Catalog } from '../model/catalog';
import type { Sync } from '../model/environment';
import { placeInTree } from '../model/tree-layout';

/** Who applies what becomes of a rendered file: Argo CD by itself, a person, or nobody any more. */
export type Applier = 'automatic' | 'manual' | 'nobody';

/**
 * Says who prunes an object that is no longer rendered. Its Application does, as long as the catalog has it; an Application
 * is pruned by its parent, which syncs by itself in every environment.
 *
 * @param file a rendered file, as it was called before
 */
export function whoApplies(catalog: Catalog, file: string): Applier {
  const { environments, services } = catalog;
  const place = placeInTree(file);
  const where = environments.get(place?.environment ?? '');
  if (place === undefined || where === undefined) return 'nobody';
  const isGone = place.kind === 'overlay' && services.get(place.service)?.overlays.has(place.environment) !== true;
  // The bootstrap is never pruned: a project that is gone may have Applications yet, so a person removes it.
  if (isGone || place.kind === 'bootstrap') return 'nobody';
  if (place.kind === 'application') return 'automatic';
  const sync = place.kind === 'overlay' ? syncOfService(catalog, place.service, place.environment) : where.sync;
  return sync?.mode === 'automatic' && sync.prune ? 'automatic' : 'manual';
}

function syncOfService(
  { platform, environments, services }: Catalog,
  service: string,
  environment: string,
): Sync | undefined {
  const [entry, where] = [services.get(service), environments.get(environment)];
  const overlay = entry?.overlays.get(environment);
  if (entry === undefined || where === undefined || overlay === undefined) return undefined;
  return placementSync(platform, { wants: entry.service, overlay, where });
}
