import type * as Yaml from 'yaml';

import { composeYaml, yamlLibrary, type Position } from './compose';

/**
 * Finds where in a YAML text the node at a path is written. To look up several paths, make one `Locator`.
 *
 * @param path keys and indexes from the top of the document, as in `Problem.path`
 * @param where the key, or the value behind it; a list item has no key, so both are the item
 * @returns 1-based position. If the path does not exist: the key (or item) of the nearest ancestor that does, for the top of the
 *   document its first node. undefined if the text has no value at all, or is nested too deeply to be read
 */
export function locate(text: string, path: readonly (string | number)[], where: 'key' | 'value'): Position | undefined {
  return new Locator(text).locate(path, where);
}

/** Positions in one YAML text, which is taken apart once, at the first question. It may be wrong YAML: then it does its best. */
export class Locator {
  private root: Yaml.ParsedNode | null | undefined;
  private positionAt: ((offset: number) => Position) | undefined;

  constructor(private readonly text: string) {}

  /** Does what the function `locate` does. */
  locate(path: readonly (string | number)[], where: 'key' | 'value'): Position | undefined {
    if (this.positionAt === undefined) {
      const { documents, positionAt } = composeYaml(this.text.replace(/^\ufeff/, ''));
      this.root = documents[0]?.contents;
      this.positionAt = positionAt;
    }
    if (!this.root) return undefined;

    return this.positionAt(offsetOf(this.root, path, where));
  }
}

function offsetOf(root: Yaml.ParsedNode, path: readonly (string | number)[], where: 'key' | 'value'): number {
  let found: Found = { key: root, value: root };
  for (const part of path) {
    const child = found.value === null ? undefined : childAt(found.value, part);
    if (child === undefined) return found.key.range[0];
    found = child;
  }
  return (where === 'value' && found.value !== null ? found.value : found.key).range[0];
}

interface Found {
  readonly key: Yaml.ParsedNode;
  readonly value: Yaml.ParsedNode | null;
}

function childAt(parent: Yaml.ParsedNode, part: string | number): Found | undefined {
  const { isMap, isScalar, isSeq } = yamlLibrary();
  if (isSeq<Yaml.ParsedNode>(parent)) {
    const item = typeof part === 'number' ? parent.items[part] : undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }
  if (!isMap<Yaml.ParsedNode, Yaml.ParsedNode | null>(parent)) return undefined;
  // A repeated key is a problem of its own; the last one wins, as in the value that the library makes.
  return parent.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(part));
}
