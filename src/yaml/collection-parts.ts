import { isDeepStrictEqual } from 'node:util';

import { entryOf, isPlainMapping, Unspliceable, type PlainMapping, type Operation, type NodePath } from './operation';

/**
 * Takes an operation apart that makes another collection of one: entry by entry, so that what is alike keeps its bytes and
 * its comments. Undefined for all others.
 */
export function entryOperations(document: unknown, operation: Operation): readonly Operation[] | undefined {
  if (operation.kind !== 'set') return undefined;
  const { path, value: after } = operation;
  const before = dataAt(document, path);
  if (path.length === 0) {
    const isPossible = isPlainMapping(after) && (isPlainMapping(before) || before === null);
    if (!isPossible) throw new Unspliceable('a document is a mapping');
    return mappingParts(before ?? {}, after, path);
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return before.length > 0 && after.length > 0 ? listParts(before, after, path) : undefined;
  }
  if (!isPlainMapping(before) || !isPlainMapping(after)) return undefined;
  const areFilled = Object.keys(before).length > 0 && Object.keys(after).length > 0;
  return areFilled ? mappingParts(before, after, path) : undefined;
}

function mappingParts(before: PlainMapping, after: PlainMapping, path: NodePath): readonly Operation[] {
  const written = Object.keys(after).map((key): Operation => ({
    kind: 'set',
    path: [...path, key],
    value: after[key],
  }));
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [...written, ...gone.map((key): Operation => ({ kind: 'remove', path: [...path, key] }))];
}

/** What is alike at both ends stays. */
function listParts(before: readonly unknown[], after: readonly unknown[], path: NodePath): readonly Operation[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && isDeepStrictEqual(before[head], after[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && isDeepStrictEqual(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;

  const parts: Operation[] = [];
  for (let index = head; index < after.length - tail; index += 1) {
    const kind = index < before.length - tail ? 'set' : 'insert';
    parts.push({ kind, path: [...path, index], value: after[index] });
  }
  for (let index = before.length - tail - 1; index >= after.length - tail; index -= 1) {
    parts.push({ kind: 'remove', path: [...path, index] });
  }
  return parts;
}

/** What a document has at a path; undefined for nothing. */
export function dataAt(document: unknown, path: NodePath): unknown {
  return path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value[Number(part)];
    return isPlainMapping(value) ? entryOf(value, String(part)) : undefined;
  }, document);
}
