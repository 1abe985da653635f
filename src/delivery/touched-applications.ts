import type { Catalog } from '../model/catalog';
import { placementSync } from '../model/placement-sync';
import { applicationName } from '../model/place-names';
import { isRetired } from '../model/resolve';
import { placeInTree, treeFolders } from '../model/tree-layout';

/** An Application of Argo CD whose files a change has written. */
export interface TouchedApplication {
  readonly name: string;
  readonly environment: string;
  /** What it reads: a folder, from the root of the tree. */
  readonly folder: string;
  /** Whether Argo CD applies a commit by itself, or somebody has to start it. */
  readonly sync: 'automatic' | 'manual';
}

/**
 * Finds the Applications that apply what a change has rendered: namespaces first, then services. Those that make Applications are
 * left out: they sync by themselves everywhere.
 *
 * @param catalog with the change
 * @param renderedPaths paths from the root of the tree, by environment
 */
export function touchedApplications(
  { platform, environments, services }: Catalog,
  renderedPaths: ReadonlyMap<string, readonly string[]>,
): readonly TouchedApplication[] {
  const baselines = new Map<string, TouchedApplication>();
  const placements = new Map<string, TouchedApplication>();
  for (const [environment, paths] of renderedPaths) {
    const where = environments.get(environment);
    if (where === undefined) continue;
    const sync = where.sync.mode;
    for (const path of paths) {
      const place = placeInTree(path);
      if (place?.kind === 'baseline') {
        const name = applicationName(platform, 'baseline', environment);
        baselines.set(name, { name, environment, folder: treeFolders.baseline(environment), sync });
      } else if (place?.kind === 'overlay') {
        const { service } = place;
        const entry = services.get(service);
        const overlay = entry?.overlays.get(environment);
        // Without an overlay there is no Application any more that would read it.
        if (entry === undefined || overlay === undefined) continue;
        const name = applicationName(platform, service, environment);
        const placement = { wants: entry.service, overlay, where };
        const whole = treeFolders.overlay(service, environment);
        const isEmpty = isRetired(overlay, entry.service, where);
        const { mode } = placementSync(platform, placement);
        placements.set(name, { name, environment, folder: isEmpty ? treeFolders.empty(whole) : whole, sync: mode });
      }
    }
  }
  return [...baselines.values(), ...placements.values()];
}
