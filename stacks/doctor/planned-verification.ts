import { verificationInWords, verificationOf } from '../../src/model/image-signatures';
import type { PlacedVerification } from '../../src/model/image-signatures';
import { imagesOf } from '../../src/model/images-of';
import { place } from '../../src/model/place';
import type { Stack } from '../platform-command/read-stack';

/** Who verifies signatures of images, and the images that the catalog has there. */
export interface PlannedVerification {
  readonly wanted: PlacedVerification;
  readonly images: readonly string[];
}

/** What the environments of a cluster want, each once: what two of them want alike is missed once. */
export function verificationsOf({
  catalog: { catalog, resolved },
  environments,
}: Pick<Stack, 'catalog' | 'environments'>): readonly PlannedVerification[] {
  const { placements } = place(catalog, resolved);
  const planned = new Map<string, PlannedVerification>();
  for (const name of environments) {
    const signatures = catalog.environments.get(name)?.imageSignatures;
    const wanted = signatures === undefined ? undefined : verificationOf(signatures);
    if (wanted === undefined) continue;
    const here = placements.filter(({ environment }) => environment === name).flatMap(imagesOf);
    const words = verificationInWords(wanted);
    planned.set(words, { wanted, images: [...new Set([...(planned.get(words)?.images ?? []), ...here])].sort() });
  }
  return [...planned.values()];
}
