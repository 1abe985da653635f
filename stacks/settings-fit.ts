import type { Catalog } from '../src/model/catalog';
import { refuseUnfitMesh } from './mesh-fits';
import { refuseUnknownMount } from './mount-fits';
import type { StackSettings } from './settings';

/**
 * Refuses settings of a stack that do not fit the catalog, before anything is made: no mesh for what is meshed, an engine of Vault
 * that the laws of keys do not know.
 *
 * @param environments names of the environments that the cluster serves
 * @throws InputError with what to do
 */
export function refuseUnfit(catalog: Catalog, environments: readonly string[], settings: StackSettings): void {
  refuseUnfitMesh(catalog, environments, settings);
  refuseUnknownMount(catalog.platform, settings);
}
