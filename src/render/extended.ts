import { isDeepStrictEqual } from 'node:util';

import type { RenderTools } from '../catalog/render-tools';
import { CustomizationError } from '../customize/customization-error';
import { objectFaults } from '../customize/object-faults';
import { ownSchemas } from '../manifest-schemas/own-schemas';
import { groupOfApi } from '../manifests/api-group';
import { nameOfObject } from '../manifests/first-differences';
import { textAt, valueAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { Breach } from '../model/catalog';
import { didYouMean } from '../model/nearest';
import type { PlacedExtension } from '../model/placed-extension';
import type { Placement } from '../model/placement';
import { complete } from '../software/complete';

/**
 * The objects of a placement after all that its extensions do to them, one after the other in the order of their names. What is
 * new gets the namespace and the labels of the placement, and everything has to be what an API server takes.
 *
 * @param tools undefined, and without extensions, where none may run
 * @throws CustomizationError with everything that they do not take or cannot do, each with its place in a document
 */
export function extended(
  objects: readonly Mapping[],
  placement: Placement,
  tools: RenderTools | undefined,
): readonly Mapping[] {
  const door = tools?.extensions;
  const schemas = ownSchemas(placement.customization?.kubernetesVersion ?? '');
  let result = objects;
  for (const extension of placement.extensions) {
    const { name, settings } = extension;
    if (door === undefined)
      throw refused(
        extension,
        `the extension "${name}" is not there, or nobody may run it here`,
        'its code is slipway.extensions.js beside the catalog',
      );
    if (door.isClosed !== true && !door.names.includes(name))
      throw refused(extension, `there is no extension "${name}"`, didYouMean(name, door.names));
    const outcome = door.run(name, settings, placement, result);
    if ('faults' in outcome)
      throw new CustomizationError(outcome.faults.map(({ path, ...said }) => breachOf(extension, path, said)));
    const before = result;
    const known = new Set(before.map((object) => identityOf(object, placement)));
    const completed = complete(outcome.objects, placement);
    result = outcome.objects.map((object, index) =>
      known.has(identityOf(object, placement)) ? object : (completed[index] ?? object),
    );
    const breaches = result
      .filter((object) => !before.some((one) => isDeepStrictEqual(one, object)))
      .flatMap((object) =>
        objectFaults(object, placement, schemas).map(({ message, hint = 'correct its code' }) =>
          breachOf(extension, [], {
            message: `${message}, in ${nameOfObject(object)} of the extension "${name}"`,
            hint,
          }),
        ),
      );
    if (breaches.length > 0) throw new CustomizationError(breaches);
  }
  return result;
}

/** By what an API server tells objects apart; without a namespace of its own, one is in that of the placement. */
function identityOf(object: Mapping, { namespace }: Placement): string {
  const group = groupOfApi(textAt(object, ['apiVersion']) ?? '');
  const where = textAt(object, ['metadata', 'namespace']) ?? namespace;
  return [group, String(object['kind']), where, textAt(object, ['metadata', 'name'])].join(' ');
}

function refused(extension: PlacedExtension, message: string, hint: string): CustomizationError {
  return new CustomizationError([breachOf(extension, [], { message, hint })]);
}

/** What is wrong is said where it is written: in the overlay, if that says it. */
function breachOf(
  { name, saidIn }: PlacedExtension,
  path: Breach['path'],
  said: Pick<Breach, 'message' | 'hint'>,
): Breach {
  const place = saidIn.find((one) => valueAt(one.settings, path) !== undefined) ?? saidIn[0];
  return { document: place?.document ?? '', path: ['extensions', name, ...path], ...said };
}
