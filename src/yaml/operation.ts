/** Keys and indexes from the top of a document. */
export type NodePath = readonly (string | number)[];

/** One change of a document's value. */
export type Operation =
  /** Puts a value at a path; what is missing above it is made. An item behind the end of a list becomes its last one. */
  | { readonly kind: 'set'; readonly path: NodePath; readonly value: unknown }
  /** Puts an item into a list, before the one that the path leads to. */
  | { readonly kind: 'insert'; readonly path: NodePath; readonly value: unknown }
  /** Adds an item at the end of the list that the path leads to; without one, a list of this item is made. */
  | { readonly kind: 'append'; readonly path: NodePath; readonly value: unknown }
  /** Takes away a key or an item. A mapping or list that was its last one stays, and is empty. */
  | { readonly kind: 'remove'; readonly path: NodePath };

/** Why an operation was not made, and where in the text. */
export class Unspliceable extends Error {
  override readonly name = 'Unspliceable';

  constructor(
    /** Starts in lower case, without a full stop. */
    message: string,
    /** @default - the place of the operation's path */
    readonly offset?: number,
  ) {
    super(message);
  }
}

/** A mapping of plain data. */
export interface PlainMapping {
  readonly [key: string]: unknown;
}

/** Whether plain data is a mapping. */
export function isPlainMapping(value: unknown): value is PlainMapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Makes an operation in plain data, and returns what it becomes; the same value when nothing changes.
 *
 * @throws Unspliceable when the data is not of the kind that the operation wants
 */
export function applyOperation(document: unknown, operation: Operation): unknown {
  switch (operation.kind) {
    case 'set':
      return changed(document, operation.path, () => operation.value);
    case 'remove':
      return removed(document, operation.path);
    case 'append':
      return changed(document, operation.path, (list) => [...listAt(list), operation.value]);
    case 'insert': {
      const index = Number(operation.path.at(-1));
      return changed(document, operation.path.slice(0, -1), (list) =>
        listAt(list).toSpliced(index, 0, operation.value),
      );
    }
  }
}

function listAt(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new Unspliceable('there is something other than a list');
}

function changed(value: unknown, path: NodePath, change: (before: unknown) => unknown): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return change(value);
  const isNothing = value === undefined || value === null;
  if (typeof part === 'number') {
    if (!isNothing && !Array.isArray(value)) throw new Unspliceable(`item ${part} is in something other than a list`);
    const items = listAt(value);
    const index = Math.min(part, items.length);
    return items.toSpliced(index, 1, changed(items[index], rest, change));
  }
  if (!isNothing && !isPlainMapping(value)) {
    throw new Unspliceable(`key ${JSON.stringify(part)} is in something other than a mapping`);
  }
  const before = isNothing ? undefined : entryOf(value, part);
  return { ...(isNothing ? {} : value), [part]: changed(before, rest, change) };
}

function removed(value: unknown, path: NodePath): unknown {
  const [part, ...rest] = path;
  if (typeof part === 'number') {
    if (!Array.isArray(value) || part >= value.length) return value;
    return rest.length === 0 ? value.toSpliced(part, 1) : value.toSpliced(part, 1, removed(value[part], rest));
  }
  if (part === undefined || !isPlainMapping(value) || !Object.hasOwn(value, part)) return value;
  if (rest.length > 0) return { ...value, [part]: removed(value[part], rest) };
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== part));
}

/** What a mapping has under a key itself, and not by inheritance. */
export function entryOf(mapping: PlainMapping, key: string): unknown {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}
