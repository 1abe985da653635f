import { isRecord } from '../../src/problems/schema-at';

/** Places of a leaf in a document: every name and item that is there, else a new one. */
export function placesOf([key, ...rest]: readonly string[], value: unknown): readonly (readonly (string | number)[])[] {
  if (key === undefined) return [[]];
  return keysAt(value, key).flatMap((one) => placesOf(rest, childOf(value, one)).map((path) => [one, ...path]));
}

function keysAt(value: unknown, key: string): readonly (string | number)[] {
  if (key === '[]') return Array.isArray(value) && value.length > 0 ? [...value.keys()] : [0];
  if (key === '*') return isRecord(value) && Object.keys(value).length > 0 ? Object.keys(value) : ['one'];
  return [key];
}

/** Values at all places of a leaf. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  return placesOf(path, value).map((place) => place.reduce(childOf, value));
}

function childOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isRecord(value) ? value[key] : undefined;
}

/** A document with another value at a place. */
export function withValue(document: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  const inside = withValue(childOf(document, key), rest, value);
  if (typeof key !== 'number') return { ...(isRecord(document) ? document : {}), [key]: inside };
  const items: readonly unknown[] = Array.isArray(document) ? document : [];
  return [...items.slice(0, key), inside, ...items.slice(key + 1)];
}
