import { isDeepStrictEqual } from 'node:util';

/** Keys and indexes from the top of a value. */
export type LeafPath = readonly (string | number)[];

/** A value that is another one. */
export interface LeafChange {
  readonly path: LeafPath;
  /** Undefined when it is new. */
  readonly before: unknown;
  /** Undefined when it is gone. */
  readonly after: unknown;
}

/** How far down the changes of a value are told apart. */
export interface Grain {
  /** Whether a mapping is one value, because parts of it mean nothing alone. @default none is */
  readonly isWhole?: (path: LeafPath) => boolean;
  /** Whether a mapping that is new or gone is told key by key. @default it is one change */
  readonly isSplit?: (path: LeafPath) => boolean;
}

/** What differs between two values of plain data, in the order of names. Lists are compared as a whole. */
export function leafChanges(before: unknown, after: unknown, grain: Grain = {}, path: LeafPath = []): LeafChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const [from, to] = [mappingOf(before), mappingOf(after)];
  const isOne = grain.isWhole?.(path) === true || from === undefined || to === undefined;
  const isNewOrGone = (before === undefined && to !== undefined) || (after === undefined && from !== undefined);
  if (isOne && !(isNewOrGone && grain.isSplit?.(path) === true)) return [{ path, before, after }];
  const keys = [...new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])].sort();
  return keys.flatMap((key) => leafChanges(valueOf(from, key), valueOf(to, key), grain, [...path, key]));
}

/** What differs inside of a value: also in items of a list, by their index. The value itself, if it is neither list nor mapping. */
export function innerChanges(before: unknown, after: unknown, path: LeafPath = []): LeafChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const lists = [before, after].filter((value) => Array.isArray(value));
  if (lists.length === 2) {
    const [from = [], to = []]: readonly (readonly unknown[])[] = lists;
    if (
      [...from, ...to].every((item) => typeof item !== 'object') &&
      (from.length !== to.length || isShort(from, to))
    ) {
      return [{ path, before, after }];
    }
    const longer = from.length > to.length ? from : to;
    return [...longer.keys()].flatMap((index) => innerChanges(from[index], to[index], [...path, index]));
  }
  const [from, to] = [mappingOf(before), mappingOf(after)];
  if (from === undefined || to === undefined) return [{ path, before, after }];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return keys.flatMap((key) => innerChanges(valueOf(from, key), valueOf(to, key), [...path, key]));
}

/** Whether one path leads to the other, or to something above it. */
export function isWithin(path: LeafPath, other: LeafPath): boolean {
  const depth = Math.min(path.length, other.length);
  return isDeepStrictEqual(path.slice(0, depth), other.slice(0, depth));
}

/** Whether two lists are read faster than where they differ. */
function isShort(...lists: readonly (readonly unknown[])[]): boolean {
  return lists.every((list) => list.length < 6 && list.join().length < 60);
}

type Mapping = Readonly<Record<string, unknown>>;

function mappingOf(value: unknown): Mapping | undefined {
  return isMapping(value) ? value : undefined;
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf(mapping: Mapping | undefined, key: string): unknown {
  return mapping !== undefined && Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}
