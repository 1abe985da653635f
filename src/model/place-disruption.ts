import { decidingLayer } from './layers';
import type { Resolved } from './resolve';

/** How many pods a drained node may take away: what must stay, or else what may be gone. */
export type PlacedDisruption =
  { readonly minAvailable: number | string } | { readonly maxUnavailable: number | string };

/** Decides between what two layers say: the later one counts. */
export function placeDisruption(resolved: Resolved): PlacedDisruption {
  const { minAvailable, maxUnavailable } = resolved.settings.disruption;
  if (minAvailable === undefined) return { maxUnavailable };
  const { layers } = resolved;
  const strength = (key: string): number =>
    layers.findIndex((layer) => layer === decidingLayer(layers, ['disruption', key]));
  return strength('minAvailable') > strength('maxUnavailable') ? { minAvailable } : { maxUnavailable };
}
