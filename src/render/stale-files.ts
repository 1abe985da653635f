import { renderedFolders } from '../model/tree-layout';
import { blobId } from '../tree/blob-id';
import { blockFault } from '../tree/managed-block';
import type { BlockFault } from '../tree/managed-block';
import { isOurs } from '../tree/ownership';
import type { Rendering } from './rendering';

/** A file of a tree that is not as it is wanted. */
export interface StaleFile {
  /** From the root of the tree. */
  readonly path: string;
  /** `extra`: ours, and wanted no more. `not run`: nobody knows what it is to be. What is said of a block is about its lines only. */
  readonly fault: 'missing' | 'changed' | 'extra' | 'not run' | BlockFault['kind'];
  /** The line from which on a block is another, 1-based. */
  readonly line?: number;
  /** Of a block that has one: it tells it from those of other trees. */
  readonly name?: string;
}

/** A tree as it is, on a disk or in Git. */
export interface TreeAtHand {
  /** Paths of all files below a folder; none where there is no such folder. */
  readonly filesBelow: (folder: string) => Iterable<string>;
  readonly contentOf: (path: string) => Buffer | undefined;
}

/**
 * Finds everything in which a tree is not the wanted one: what the next `synth` of this scope would change. Files of others
 * are none of it.
 */
export function staleFiles({ tree, idByPath, hash, leftOut }: Rendering, there: TreeAtHand): readonly StaleFile[] {
  const stale: StaleFile[] = [];
  if (leftOut.size > 0)
    for (const { key, index } of tree.parts) if (leftOut.has(key)) stale.push({ path: index, fault: 'not run' });
  for (const [path, id] of idByPath) {
    const content = there.contentOf(path);
    if (content === undefined) stale.push({ path, fault: 'missing' });
    else if (blobId(content, hash) !== id) stale.push({ path, fault: 'changed' });
  }
  for (const folder of renderedFolders) {
    for (const path of there.filesBelow(folder)) {
      if (idByPath.has(path) || !tree.owns(path) || (leftOut.size > 0 && leftOut.has(tree.partOf(path)))) continue;
      const content = there.contentOf(path);
      if (content !== undefined && isOurs(content)) stale.push({ path, fault: 'extra' });
    }
  }
  for (const { path, lines, name } of tree.blocks) {
    const fault = blockFault(path, there.contentOf(path) ?? Buffer.alloc(0), lines, name);
    if (fault === undefined) continue;
    const { kind } = fault;
    stale.push({
      path,
      fault: kind,
      ...(kind === 'block changed' ? { line: fault.line } : {}),
      ...(name === undefined ? {} : { name }),
    });
  }
  return stale;
}
