import { ownSchemas } from '../manifest-schemas/own-schemas';
import type { Mapping } from '../manifests/value-at';
import type { Breach } from '../model/catalog';
import type { Placement } from '../model/placement';
import { applyPatches } from './apply-patches';
import { CustomizationError } from './customization-error';
import { withNames } from './with-names';
import { withoutConventions } from './without-conventions';
import { writtenObjects } from './written-objects';

/**
 * Makes of the objects that every service would have those of this one: without conventions that it has not adopted, called as
 * they were, with its own manifests, and changed by its patches.
 *
 * @throws CustomizationError with everything that is wrong with its patches and manifests
 */
export function customize(objects: readonly Mapping[], placement: Placement): readonly Mapping[] {
  const { customization } = placement;
  if (customization === undefined || placement.isRetired) return objects;
  const { patches, manifests, kubernetesVersion } = customization;
  const own = withNames(withoutConventions(objects, placement), placement);
  if (patches.length + manifests.length === 0) return own;
  const schemas = ownSchemas(kubernetesVersion);
  const breaches: Breach[] = [];
  const written = writtenObjects(placement, schemas, breaches);
  const result = applyPatches([...own, ...written], patches, placement, schemas, breaches);
  if (breaches.length > 0) throw new CustomizationError(breaches);
  return result;
}
