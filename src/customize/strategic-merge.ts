import type { Schema } from '../manifest-schemas/schema';
import { isMapping } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';

/** Something in a patch that cannot be done, and where in it. */
export class MergeFault extends Error {
  constructor(
    readonly path: readonly (string | number)[],
    message: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = 'MergeFault';
  }
}

type Path = readonly (string | number)[];

/**
 * Lays a strategic merge patch over a value: mappings key by key, lists that Kubernetes merges by keys element by element, other
 * lists as a whole; `null` removes a field. `$patch: delete` removes an element or a mapping, `$patch: replace` takes the patch
 * for all of it (Kubernetes, "Update API Objects in Place Using kubectl patch").
 *
 * @param schema of the value; without one, lists are replaced
 * @throws MergeFault for a directive that is not known, and an element without its keys
 */
export function strategicMerge(value: unknown, patch: unknown, schema: Schema | undefined, path: Path = []): unknown {
  if (Array.isArray(patch)) {
    const elements: readonly unknown[] = patch;
    const keys = mergeKeys(schema);
    if (keys === undefined) return elements;
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    return mergeList(list, elements, keys, schema?.items, path);
  }
  if (!isMapping(patch)) return patch;
  refuseDirectives(patch, path);
  if (patch['$patch'] === 'replace') return plain(patch, path);
  const merged: Record<string, unknown> = isMapping(value) ? { ...value } : {};
  for (const [key, one] of Object.entries(patch)) {
    if (key === '$patch') continue;
    if (one === null || (isMapping(one) && one['$patch'] === 'delete')) {
      delete merged[key];
      continue;
    }
    merged[key] = strategicMerge(merged[key], one, childOf(schema, key), [...path, key]);
  }
  return merged;
}

/** The keys by which elements of a list are told apart; undefined for a list that is one value. */
export function mergeKeys(schema: Schema | undefined): readonly string[] | undefined {
  return schema?.['x-kubernetes-list-type'] === 'map' ? schema['x-kubernetes-list-map-keys'] : undefined;
}

/** The schema below a key. */
export function childOf(schema: Schema | undefined, key: string): Schema | undefined {
  const own = schema?.properties?.[key];
  if (own !== undefined) return own;
  return typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** The value of a key of an element, which a server fills in where it is left out. */
export function keyValue(element: Mapping, key: string, schema: Schema | undefined): unknown {
  return element[key] ?? childOf(schema, key)?.default;
}

function mergeList(
  list: readonly unknown[],
  patch: readonly unknown[],
  keys: readonly string[],
  schema: Schema | undefined,
  path: Path,
): readonly unknown[] {
  if (patch.some((one) => isMapping(one) && one['$patch'] === 'replace' && Object.keys(one).length === 1))
    return patch.filter((one) => !(isMapping(one) && one['$patch'] === 'replace'));
  const merged = [...list];
  for (const [index, one] of patch.entries()) {
    const at = [...path, index];
    if (!isMapping(one)) throw new MergeFault(at, 'an element of this list is a mapping', `give it ${words(keys)}`);
    const missing = keys.filter((key) => keyValue(one, key, schema) === undefined);
    if (missing.length > 0)
      throw new MergeFault(at, `the element has no ${words(missing)}`, 'elements of this list are found by it');
    const place = merged.findIndex(
      (other) => isMapping(other) && keys.every((key) => keyValue(other, key, schema) === keyValue(one, key, schema)),
    );
    if (one['$patch'] === 'delete') {
      if (place < 0)
        throw new MergeFault(at, 'there is no such element to delete', 'correct its keys, or remove it here');
      merged.splice(place, 1);
      continue;
    }
    const element = strategicMerge(place < 0 ? undefined : merged[place], one, schema, at);
    if (place < 0) merged.push(element);
    else merged[place] = element;
  }
  return merged;
}

function refuseDirectives(patch: Mapping, path: Path): void {
  for (const key of Object.keys(patch)) {
    if (key === '__proto__') throw new MergeFault([...path, key], 'no object has a field "__proto__"', 'remove it');
    if (!key.startsWith('$')) continue;
    const value = patch[key];
    if (key === '$patch' && (value === 'replace' || value === 'delete' || value === 'merge')) continue;
    throw new MergeFault(
      [...path, key],
      `the directive ${JSON.stringify(key)}: ${JSON.stringify(value)} is not known here`,
      'write "$patch: delete" or "$patch: replace"',
    );
  }
}

/** A value without directives and without what is removed. */
function plain(value: Mapping, path: Path): Mapping {
  const { $patch: _, ...rest } = value;
  return Object.fromEntries(
    Object.entries(rest).flatMap(([key, one]) =>
      one === null ? [] : [[key, isMapping(one) ? strategicMerge(undefined, one, undefined, [...path, key]) : one]],
    ),
  );
}

function words(keys: readonly string[]): string {
  return keys.map((key) => `"${key}"`).join(' and ');
}
