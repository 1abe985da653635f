import type * as Yaml from 'yaml';

import type { Problem } from '../model/problem';
import { yamlLibrary, type YamlText } from '../yaml/compose';
import { excerpt } from './yaml-syntax';

type Path = readonly (string | number)[];
type ParsedMap = Yaml.YAMLMap<Yaml.ParsedNode, Yaml.ParsedNode | null>;

/** JavaScript gives them a meaning of their own: a mapping with one of them could change what other objects are. */
const reservedKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Finds keys that are written twice, are no strings, are reserved or merge other mappings, in the whole document. */
export function keyProblems(root: Yaml.ParsedNode | null, positionAt: YamlText['positionAt'], file: string): Problem[] {
  const { isMap, isSeq } = yamlLibrary();
  const problems: Problem[] = [];
  const visit = (node: Yaml.ParsedNode | null, path: Path): void => {
    if (isMap<Yaml.ParsedNode, Yaml.ParsedNode | null>(node)) {
      for (const problem of mappingProblems(node, path, positionAt, file)) problems.push(problem);
      for (const { key, value } of node.items) visit(value, [...path, nameOf(key)]);
    } else if (isSeq<Yaml.ParsedNode>(node)) {
      node.items.forEach((item, index) => visit(item, [...path, index]));
    }
  };
  visit(root, []);
  return problems;
}

function mappingProblems(mapping: ParsedMap, path: Path, positionAt: YamlText['positionAt'], file: string): Problem[] {
  const linesByKey = new Map<string, number>();
  return mapping.items.flatMap(({ key }) => {
    const position = positionAt(key.range[0]);
    const name = nameOf(key);
    const firstLine = linesByKey.get(name);
    if (firstLine === undefined) linesByKey.set(name, position.line);
    const words = keyProblem(key) ?? (firstLine === undefined ? undefined : repeated(name, firstLine));
    return words === undefined ? [] : [{ file, ...position, path, ...words }];
  });
}

function repeated(name: string, firstLine: number): { message: string; hint: string } {
  return {
    message: `key ${excerpt(name)} is written again; it is on line ${firstLine} already`,
    hint: 'keep one of them',
  };
}

function keyProblem(key: Yaml.ParsedNode): { message: string; hint: string } | undefined {
  const { isAlias, isMap, isScalar } = yamlLibrary();
  // An alias is refused as such.
  if (isAlias(key)) return undefined;
  if (!isScalar(key)) {
    return {
      message: `a ${isMap(key) ? 'mapping' : 'list'} is used as a key`,
      hint: 'keys are strings; put text that starts with "{" or "[" in quotes',
    };
  }
  const { value, source } = key;
  if (typeof value !== 'string') {
    if (source === '') return { message: 'the key before ":" is missing', hint: 'write "name: value"' };
    const kind = value === null ? 'null' : `a ${typeof value}`;
    return { message: `key ${source} is ${kind}, not a string`, hint: `put it in quotes: ${excerpt(source)}` };
  }
  if (value === '<<') {
    return {
      message: 'merge key "<<" is not accepted',
      hint: 'write the fields out; the catalog does not use YAML anchors',
    };
  }
  if (reservedKeys.has(value)) return { message: `key "${value}" is reserved`, hint: 'use another name' };
  return undefined;
}

/** Names a key in a path. A key that is a collection is refused anyway and has YAML's sign for such keys. */
function nameOf(key: Yaml.ParsedNode): string {
  if (!yamlLibrary().isScalar(key)) return '?';
  return typeof key.value === 'string' ? key.value : key.source;
}

/** Returns the path of the innermost node that is written at `offset` or, for an anchor or a tag, behind it. */
export function pathAt(root: Yaml.ParsedNode | null, offset: number): Path {
  const { isMap, isSeq } = yamlLibrary();
  const path: (string | number)[] = [];
  let node: Yaml.ParsedNode | null = root;
  // What starts behind the offset, an anchor's mapping for example, is meant itself and not its first child.
  while (node !== null && node.range[0] <= offset) {
    if (isMap<Yaml.ParsedNode, Yaml.ParsedNode | null>(node)) {
      const pair: Yaml.Pair<Yaml.ParsedNode, Yaml.ParsedNode | null> | undefined = node.items.find(
        ({ key, value }) => (value ?? key).range[2] > offset,
      );
      if (pair === undefined) break;
      path.push(nameOf(pair.key));
      node = pair.value;
    } else if (isSeq<Yaml.ParsedNode>(node)) {
      const index: number = node.items.findIndex(({ range }) => range[2] > offset);
      const item: Yaml.ParsedNode | undefined = node.items[index];
      if (item === undefined) break;
      path.push(index);
      node = item;
    } else {
      break;
    }
  }
  return path;
}
