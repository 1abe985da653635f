import { isDeepStrictEqual } from 'node:util';

import type { Schemas } from '../manifest-schemas/read-schemas';
import { textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { Breach } from '../model/catalog';
import { didYouMean } from '../model/nearest';
import type { PlacedPatch } from '../model/placed-customization';
import type { Placement } from '../model/placement';
import { applyJsonPatch, OperationFault } from './json-patch';
import { objectFaults } from './object-faults';
import { ownedFields } from './owned-fields';
import type { OwnedField } from './owned-fields';
import { placeInPatch } from './place-in-patch';
import { MergeFault, strategicMerge } from './strategic-merge';

/**
 * Changes objects as patches say, one after the other.
 *
 * @param breaches is added what is wrong: a patch that hits nothing, changes nothing or what it may not, and what an API server
 *   would not take
 */
export function applyPatches(
  objects: readonly Mapping[],
  patches: readonly PlacedPatch[],
  placement: Placement,
  schemas: Schemas,
  breaches: Breach[],
): readonly Mapping[] {
  const result = [...objects];
  for (const patch of patches) {
    const say = (path: Breach['path'], message: string, hint: string): void => {
      breaches.push({ document: patch.document, path: ['patches', patch.index, ...path], message, hint });
    };
    const index = targetOf(patch, result, placement, say);
    const object = index === undefined ? undefined : result[index];
    if (index === undefined || object === undefined) continue;
    const patched = patchedBy(patch, object, schemas, say);
    if (patched === undefined) continue;
    const where = `${patch.kind} "${textAt(object, ['metadata', 'name']) ?? ''}" in ${placement.environment}`;
    if (isDeepStrictEqual(patched, object))
      say([], `the patch changes nothing of ${where}`, 'remove it, or correct what it says');
    for (const owned of lostFields(object, patched, placement))
      say(
        placeInPatch(patch, patched, owned.path),
        `"${shown(owned.path)}" of ${where} is not for patches`,
        owned.hint,
      );
    const before = new Set(objectFaults(object, placement, schemas).map(({ message }) => message));
    for (const { path, message, hint } of objectFaults(patched, placement, schemas))
      if (!before.has(message))
        say(placeInPatch(patch, patched, path), `${message}, in ${where} after the patch`, hint ?? 'correct the patch');
    result[index] = patched;
  }
  return result;
}

/** What a patch has made of what it may not change. */
function lostFields(before: Mapping, after: Mapping, placement: Placement): readonly OwnedField[] {
  const [owned, now] = [ownedFields(before, placement), ownedFields(after, placement)];
  const lost = owned.filter(({ path, hint, value }) => {
    // The container of the service may have another place in the list.
    const same = now.find((one) => isDeepStrictEqual(one.path, path)) ?? now.find((one) => one.hint === hint);
    return !isDeepStrictEqual(same?.value, value);
  });
  const isNew = ({ path }: OwnedField): boolean => !owned.some((one) => isDeepStrictEqual(one.path, path));
  // Labels of pods by which they are found are among them only as long as they are there.
  return [...lost, ...now.filter((one) => isNew(one) && one.path[0] === 'spec' && one.path[1] === 'selector')];
}

type Say = (path: Breach['path'], message: string, hint: string) => void;

/** The object that a patch is about: by its name, or the only one of its kind. */
function targetOf(
  { kind, name }: PlacedPatch,
  objects: readonly Mapping[],
  { environment }: Placement,
  say: Say,
): number | undefined {
  const ofKind = objects.flatMap((object, index) =>
    object['kind'] === kind ? [{ index, name: textAt(object, ['metadata', 'name']) ?? '' }] : [],
  );
  const quoted = ofKind.map((one) => `"${one.name}"`).join(', ');
  if (ofKind.length === 0) {
    const kinds = [...new Set(objects.map((object) => String(object['kind'])))].sort();
    say(['kind'], `there is no ${kind} in ${environment}, so the patch hits nothing`, didYouMean(kind, kinds));
    return undefined;
  }
  if (name === undefined) {
    if (ofKind.length === 1) return ofKind[0]?.index;
    say(
      ['kind'],
      `there are ${ofKind.length} objects of kind ${kind} in ${environment}`,
      `add "name": one of ${quoted}`,
    );
    return undefined;
  }
  const found = ofKind.find((one) => one.name === name);
  if (found === undefined)
    say(['name'], `there is no ${kind} "${name}" in ${environment}, so the patch hits nothing`, `known are ${quoted}`);
  return found?.index;
}

function patchedBy(patch: PlacedPatch, object: Mapping, schemas: Schemas, say: Say): Mapping | undefined {
  try {
    return patch.json === undefined ? merged(patch, object, schemas) : asMapping(applyJsonPatch(object, patch.json));
  } catch (error) {
    if (error instanceof MergeFault) say(['merge', ...error.path], error.message, error.hint);
    else if (error instanceof OperationFault) say(['json', error.index], error.message, error.hint);
    else throw error;
    return undefined;
  }
}

function merged({ merge = {} }: PlacedPatch, object: Mapping, schemas: Schemas): Mapping {
  const schema = schemas.find(textAt(object, ['apiVersion']) ?? '', textAt(object, ['kind']) ?? '')?.schema;
  return asMapping(strategicMerge(object, merge, schema));
}

/** A patch of a mapping is one, and so is an object without some of its fields. */
function asMapping(value: unknown): Mapping {
  if (typeof value !== 'object' || value === null) throw new Error('a patched object is no mapping');
  return { ...value };
}

function shown(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}
