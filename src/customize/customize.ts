import { ownSchemas } from '../manifest-schemas/own-schemas';
import type { Mapping } from '../manifests/value-at';
import type { Breach } from '../model/catalog';
import type { Placement } from '../model/placement';
import { applyPatches } from './apply-patches';
import { CustomizationError } from './customization-error';
import { withMetadata } from './with-metadata';
import { withNames } from './with-names';
import { withoutConventions } from './without-conventions';
import { writtenObjects } from './written-objects';

/**
 * Makes of the objects that every service would have those of this one: without conventions that it has not adopted, with the
 * labels and annotations that it says, called as they were, with its own manifests, and changed by its patches.
 *
 * @param made objects that others make for it: they keep their names, and have what conventions they have
 * @throws CustomizationError with everything that is wrong with its patches and manifests
 */
export function customize(
  objects: readonly Mapping[],
  placement: Placement,
  made: readonly Mapping[] = [],
): readonly Mapping[] {
  const { customization } = placement;
  if (placement.isRetired) return [...objects, ...made];
  if (customization === undefined) return [...withMetadata(objects, placement), ...made];
  const { patches, manifests, kubernetesVersion } = customization;
  // What it says itself is no convention, and objects are known by our names until they get theirs.
  const named = withNames(withMetadata(withoutConventions(objects, placement), placement), placement);
  const own = [...named, ...made];
  if (patches.length + manifests.length === 0) return own;
  const schemas = ownSchemas(kubernetesVersion);
  const breaches: Breach[] = [];
  const written = writtenObjects(placement, schemas, breaches);
  const result = applyPatches([...own, ...written], patches, placement, schemas, breaches);
  if (breaches.length > 0) throw new CustomizationError(breaches);
  return result;
}
