import type { KustomizationNode } from './kustomization';

/** Who builds what: the kustomizations that are built, and the files that are only read by them. */
export interface BuildPlan {
  readonly built: readonly KustomizationNode[];
  /** Absolute paths. They are not checked by themselves: a patch is half an object, a base has what an overlay changes. */
  readonly onlyForBuilds: ReadonlySet<string>;
}

/**
 * Decides which kustomizations are built: those that transform, unless others are made of them only. A kustomization that
 * lists files changes nothing, so its files are read as they are.
 */
export function planBuilds(nodes: ReadonlyMap<string, KustomizationNode>): BuildPlan {
  const usedByTransforming = new Set<string>();
  for (const node of nodes.values()) {
    if (node.transforms) collectParts(node, nodes, usedByTransforming, node.file);
  }
  // What people apply: kustomizations that no transforming one uses, and what plain ones list.
  const applied = new Set<string>();
  const built: KustomizationNode[] = [];
  const apply = (first: string): void => {
    const waiting = [first];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (applied.has(path)) continue;
      applied.add(path);
      const node = nodes.get(path);
      if (node?.transforms === true) built.push(node);
      else if (node !== undefined) for (const part of node.parts.toReversed()) waiting.push(part);
    }
  };
  for (const node of nodes.values()) {
    if (!usedByTransforming.has(node.file)) apply(node.file);
  }
  return { built, onlyForBuilds: new Set([...usedByTransforming].filter((path) => !applied.has(path))) };
}

/**
 * Adds everything that a kustomization is made of, through the kustomizations that it uses; not the first one itself. Thousands
 * may use each other, one after the other, and a function that calls itself for each would come to the end of the stack.
 */
function collectParts(
  { parts }: KustomizationNode,
  nodes: ReadonlyMap<string, KustomizationNode>,
  into: Set<string>,
  first: string,
): void {
  const waiting = parts.toReversed();
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (part === first || into.has(part)) continue;
    into.add(part);
    for (const below of nodes.get(part)?.parts.toReversed() ?? []) waiting.push(below);
  }
}

/** Everything that a kustomization is made of, through the kustomizations that it uses; not its own file. */
export function partsOfKustomization(
  node: KustomizationNode,
  nodes: ReadonlyMap<string, KustomizationNode>,
): ReadonlySet<string> {
  const paths = new Set<string>();
  collectParts(node, nodes, paths, node.file);
  return paths;
}
