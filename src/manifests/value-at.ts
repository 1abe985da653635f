import type { Path } from './manifest';

/** A mapping of an object. */
export type Mapping = Readonly<Record<string, unknown>>;

/** The value at a path; undefined when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let node = value;
  for (const key of path) {
    if (Array.isArray(node) && typeof key === 'number') node = node[key];
    else if (isMapping(node)) node = ownValue(node, key);
    else return undefined;
  }
  return node;
}

/** Every look at a manifest comes here, and `Object.hasOwn` takes longer than all the rest. */
function ownValue(mapping: Mapping, key: string | number): unknown {
  const value = mapping[key];
  // Everything that a mapping may inherit looks like this, and next to nothing that it has.
  const isDoubtful = typeof value === 'function' || key === '__proto__';
  return isDoubtful && !Object.hasOwn(mapping, key) ? undefined : value;
}

/** The mapping at a path; an empty one when there is something else or nothing. */
export function mappingAt(value: unknown, path: Path): Mapping {
  const found = valueAt(value, path);
  return isMapping(found) ? found : {};
}

/** The list at a path; an empty one when there is something else or nothing. */
export function listAt(value: unknown, path: Path): readonly unknown[] {
  const found: unknown = valueAt(value, path);
  return Array.isArray(found) ? found : [];
}

/** The text at a path; undefined when there is something else or nothing. */
export function textAt(value: unknown, path: Path): string | undefined {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
}

/** Whether a value is a mapping: neither a list nor null. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
