import { isMapping } from '../manifests/value-at';
import type { JsonOperation } from '../model/patch';
import { copyOf } from './copy';

/** Something that an operation cannot do. */
export class OperationFault extends Error {
  constructor(
    /** Its place in the list. */
    readonly index: number,
    message: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = 'OperationFault';
  }
}

/**
 * Carries out the operations of a JSON patch (RFC 6902), one after the other, on a copy.
 *
 * @throws OperationFault for a place that is not there, and a test that fails
 */
export function applyJsonPatch(value: unknown, operations: readonly JsonOperation[]): unknown {
  let result: unknown = copyOf(value);
  for (const [index, operation] of operations.entries()) result = applyOne(result, operation, index);
  return result;
}

/** The keys of a place: `/spec/template/~1` is `spec`, `template`, `/`. */
export function keysOfPointer(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function applyOne(root: unknown, operation: JsonOperation, index: number): unknown {
  const { path } = operation;
  switch (operation.op) {
    case 'add':
      put(root, path, copyOf(operation.value), index, false);
      break;
    case 'replace':
      put(root, path, copyOf(operation.value), index, true);
      break;
    case 'remove':
      take(root, path, index);
      break;
    case 'copy':
      put(root, path, boundedCopy(find(root, operation.from, index), root, index), index, false);
      break;
    case 'move':
      put(root, path, take(root, operation.from, index), index, false);
      break;
    case 'test':
      if (JSON.stringify(find(root, path, index)) !== JSON.stringify(operation.value))
        throw new OperationFault(index, `"${path}" is ${JSON.stringify(find(root, path, index))}`, 'correct the test');
  }
  return root;
}

/** More than the API server takes of one object: twenty copies of all of it would be a million times as much. */
const longestObject = 2_000_000;

function boundedCopy(value: unknown, root: unknown, index: number): unknown {
  if (JSON.stringify(root).length + JSON.stringify(value).length > longestObject)
    throw new OperationFault(index, 'the copy makes the object larger than an API server takes', 'copy less');
  return copyOf(value);
}

function find(root: unknown, pointer: string, index: number): unknown {
  let node = root;
  for (const key of keysOfPointer(pointer)) {
    // What a mapping inherits belongs to all others, too.
    const own = isMapping(node) && Object.hasOwn(node, key) ? node[key] : undefined;
    const below: unknown = Array.isArray(node) ? node[Number(key)] : own;
    if (below === undefined) throw nothingAt(pointer, index);
    node = below;
  }
  return node;
}

function parentOf(root: unknown, pointer: string, index: number): readonly [parent: unknown, key: string] {
  const slash = pointer.lastIndexOf('/');
  const parent = slash === 0 ? root : find(root, pointer.slice(0, slash), index);
  return [parent, keysOfPointer(pointer).at(-1) ?? ''];
}

function put(root: unknown, pointer: string, value: unknown, index: number, isThere: boolean): void {
  const [parent, key] = parentOf(root, pointer, index);
  if (Array.isArray(parent)) {
    const place = key === '-' ? parent.length : Number(key);
    if (!Number.isInteger(place) || place < 0 || place > parent.length - Number(isThere))
      throw nothingAt(pointer, index);
    parent.splice(place, Number(isThere), value);
  } else if (isWritable(parent) && key !== '__proto__') {
    if (isThere && !Object.hasOwn(parent, key)) throw nothingAt(pointer, index);
    parent[key] = value;
  } else throw nothingAt(pointer, index);
}

function take(root: unknown, pointer: string, index: number): unknown {
  const value = find(root, pointer, index);
  const [parent, key] = parentOf(root, pointer, index);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (isWritable(parent)) delete parent[key];
  return value;
}

/** What was cloned may be written to. */
function isWritable(value: unknown): value is Record<string, unknown> {
  return isMapping(value);
}

function nothingAt(pointer: string, index: number): OperationFault {
  return new OperationFault(
    index,
    `the object has no "${pointer}"`,
    'correct the place, or add what is above it first',
  );
}
