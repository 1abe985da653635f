import type { Places } from '../model/place';
import type { Resolved } from '../model/resolve';
import { renderPlacement, type RenderedFile } from './render';

/**
 * Renders one placement whose overlay differs from the catalog's in nothing that others see (`isLocalChange`): who calls whom is
 * as it was.
 *
 * @param places of the catalog, before or after
 */
export function renderOne({ placementOf }: Places, one: Resolved): readonly RenderedFile[] {
  return renderPlacement(placementOf(one));
}
