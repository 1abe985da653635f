import { isDeepStrictEqual } from 'node:util';

import type { Mapping } from './value-at';
import { isMapping, textAt } from './value-at';

/** A field of an object that two renderings make differently. */
export interface FieldDifference {
  /** `Secret "web"`. */
  readonly object: string;
  /** `data.password`; empty when only one of them has the object. */
  readonly field: string;
}

/** The first field of each object that differs; values are not said, for random ones are often secret. */
export function firstDifferences(one: readonly Mapping[], other: readonly Mapping[]): readonly FieldDifference[] {
  const [was, is] = [byName(one), byName(other)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((object) => {
    const [a, b] = [was.get(object), is.get(object)];
    if (isDeepStrictEqual(a, b)) return [];
    return [{ object, field: a === undefined || b === undefined ? '' : fieldIn(a, b) }];
  });
}

/** Names an object for people, apart from others of its kind. */
export function nameOfObject(object: Mapping): string {
  const namespace = textAt(object, ['metadata', 'namespace']);
  const where = namespace === undefined ? '' : ` in namespace "${namespace}"`;
  return `${String(object['kind'])} "${textAt(object, ['metadata', 'name']) ?? ''}"${where}`;
}

function byName(objects: readonly Mapping[]): ReadonlyMap<string, Mapping> {
  return new Map(objects.map((object) => [nameOfObject(object), object]));
}

function fieldIn(a: unknown, b: unknown, path = ''): string {
  const keys = isMapping(a) && isMapping(b) ? [...new Set([...Object.keys(a), ...Object.keys(b)])].sort() : [];
  for (const key of keys) {
    const [one, other] = isMapping(a) && isMapping(b) ? [a[key], b[key]] : [];
    if (!isDeepStrictEqual(one, other)) return fieldIn(one, other, path === '' ? key : `${path}.${key}`);
  }
  if (Array.isArray(a) && Array.isArray(b))
    for (const index of a.keys())
      if (!isDeepStrictEqual(a[index], b[index])) return fieldIn(a[index], b[index], `${path}[${index}]`);
  return path;
}
