import type * as Yaml from 'yaml';

import { yamlLibrary } from '../yaml/compose';
import type { Node } from './aliases';
import type { Path } from './manifest';
import { isMergeKey, keyText, type NodeReader } from './node-reader';

interface Found {
  readonly key: Node;
  readonly value: Node | null;
}

/**
 * Finds where the node at a path is written, also behind aliases and merges; if it does not exist, the key of the nearest
 * node above it that does.
 *
 * @returns index in the text of the document
 */
export function offsetAt(root: Node, path: Path, where: 'key' | 'value', reader: NodeReader): number {
  let found: Found = { key: root, value: root };
  for (const part of path) {
    const child = childAt(reader.targetOf(found.value), part, reader);
    if (child === undefined) return found.key.range[0];
    found = child;
  }
  return (where === 'value' && found.value !== null ? found.value : found.key).range[0];
}

/** Text of the plain scalar at a path, as it is written; undefined for anything else. */
export function plainSourceAt(root: Node, path: Path, reader: NodeReader): string | undefined {
  let node = reader.targetOf(root);
  for (const part of path) {
    const child = childAt(node, part, reader);
    if (child === undefined) return undefined;
    node = reader.targetOf(child.value);
  }
  return yamlLibrary().isScalar(node) && node.type === 'PLAIN' ? node.source : undefined;
}

function childAt(parent: Node | null, part: string | number, reader: NodeReader, depth = 0): Found | undefined {
  const { isMap, isSeq } = yamlLibrary();
  if (isSeq<Node>(parent)) {
    const item = typeof part === 'number' ? parent.items[part] : undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }
  if (!isMap<Node, Node | null>(parent)) return undefined;
  const name = String(part);
  // Of a key that is written twice the last one wins.
  const own = parent.items.findLast(({ key }) => !isMergeKey(key) && keyText(reader.targetOf(key)) === name);
  if (own !== undefined) return own;
  // A merge that merges itself is refused elsewhere, and must not hang here.
  if (depth > 8) return undefined;
  for (const source of mergedInto(parent, reader)) {
    const child = childAt(source, part, reader, depth + 1);
    if (child !== undefined) return child;
  }
  return undefined;
}

function mergedInto(mapping: Yaml.YAMLMap<Node, Node | null>, reader: NodeReader): readonly (Node | null)[] {
  const { isSeq } = yamlLibrary();
  return mapping.items
    .filter(({ key }) => isMergeKey(key))
    .flatMap(({ value }) =>
      isSeq<Node>(value) ? value.items.map((item) => reader.targetOf(item)) : [reader.targetOf(value)],
    );
}
