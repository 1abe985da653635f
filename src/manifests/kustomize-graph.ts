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
  const apply = (path: string): void => {
    if (applied.has(path)) return;
    applied.add(path);
    const node = nodes.get(path);
    if (node === undefined) return;
    if (node.transforms) built.push(node);
    else node.parts.forEach(apply);
  };
  for (const node of nodes.values()) {
    if (!usedByTransforming.has(node.file)) apply(node.file);
  }
  return { built, onlyForBuilds: new Set([...usedByTransforming].filter((path) => !applied.has(path))) };
}

/** Adds everything that a kustomization is made of, through the kustomizations that it uses; not the first one itself. */
function collectParts(
  { parts }: KustomizationNode,
  nodes: ReadonlyMap<string, KustomizationNode>,
  into: Set<string>,
  first: string,
): void {
  for (const part of parts) {
    if (part === first || into.has(part)) continue;
    into.add(part);
    const node = nodes.get(part);
    if (node !== undefined) collectParts(node, nodes, into, first);
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
