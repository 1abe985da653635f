import { isMapping, valueAt } from '../manifests/value-at';
import type { PlacedPatch } from '../model/placed-customization';
import { keysOfPointer } from './json-patch';

type Path = readonly (string | number)[];

/**
 * Where a patch says what is at a path of the object that it has made, as near as it can be found.
 *
 * @returns a path below the patch
 */
export function placeInPatch({ merge, json = [] }: PlacedPatch, object: unknown, path: Path): Path {
  if (merge === undefined) return ['json', operationAt(json, path)];
  const place: (string | number)[] = ['merge'];
  let node: unknown = merge;
  for (const [depth, key] of path.entries()) {
    const step = stepInto(node, key, valueAt(object, path.slice(0, depth + 1)));
    if (step === undefined) break;
    place.push(step);
    node = valueAt(node, [step]);
  }
  return place;
}

/** Elements of a patch are found by what they say: a name, a port. */
function stepInto(node: unknown, key: string | number, element: unknown): string | number | undefined {
  if (isMapping(node)) return Object.hasOwn(node, key) ? key : undefined;
  if (!Array.isArray(node)) return undefined;
  const elements: readonly unknown[] = node;
  const index = elements.findIndex((one) => isPartOf(one, element));
  return index < 0 ? undefined : index;
}

function isPartOf(part: unknown, whole: unknown): boolean {
  if (!isMapping(part) || !isMapping(whole)) return part === whole;
  return Object.entries(part).every(([key, value]) => typeof value === 'object' || value === whole[key]);
}

/** The last operation above or below the path did it. */
function operationAt(json: NonNullable<PlacedPatch['json']>, path: Path): number {
  const isNear = (pointer: string): boolean => {
    const keys = keysOfPointer(pointer);
    return keys.slice(0, path.length).every((key, index) => key === '-' || key === String(path[index]));
  };
  const index = json.findLastIndex((one) => isNear(one.path));
  return Math.max(index, 0);
}
