import type { Places } from '../model/place';
import type { Resolved } from '../model/resolve';
import type { CatalogHome } from '../model/tree-place';
import { ownershipLine } from '../tree/ownership';
import { renderPlacement, type RenderedFile } from './render';

/**
 * Renders one placement whose overlay differs from the catalog's in nothing that others see (`isLocalChange`): who calls whom is
 * as it was.
 *
 * @param places of the catalog, before or after
 * @param home where the catalog lies
 */
export function renderOne({ placementOf }: Places, one: Resolved, home: CatalogHome): readonly RenderedFile[] {
  return renderPlacement(placementOf(one), undefined, ownershipLine(home.inRepository));
}
