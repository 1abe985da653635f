import type * as Yaml from 'yaml';

import { yamlLibrary } from '../yaml/compose';

/** A node of a document, as the library parsed it. */
export type Node = Yaml.ParsedNode;

/**
 * Finds the node that each alias means: the last one above it with that anchor. The library walks through the document
 * again for every alias, so that 10,000 of them take minutes.
 */
export function bindAliases(root: Node | null): ReadonlyMap<Yaml.Alias, Node | undefined> {
  const { isAlias, isMap, isSeq } = yamlLibrary();
  const nodesByAnchor = new Map<string, Node>();
  const targets = new Map<Yaml.Alias, Node | undefined>();
  const visit = (node: Node | null): void => {
    if (node === null) return;
    if (isAlias(node)) {
      targets.set(node, nodesByAnchor.get(node.source));
      return;
    }
    if (node.anchor !== undefined) nodesByAnchor.set(node.anchor, node);
    if (isSeq<Node>(node)) node.items.forEach(visit);
    if (!isMap<Node, Node | null>(node)) return;
    for (const { key, value } of node.items) {
      visit(key);
      visit(value);
    }
  };
  visit(root);
  return targets;
}
