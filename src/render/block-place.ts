import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';

import { isAboveTree, ownersFileAt } from '../model/tree-place';
import type { ManagedBlock } from './wanted-tree';

/** Where a block is on a disk. */
export interface BlockPlace {
  /** Absolute path of a folder. */
  readonly root: string;
  /** From there. */
  readonly path: string;
}

/**
 * Finds the file of a block. One that lies above its tree is there only where the tree lies in the folder that the platform
 * names, below the root of its repository: the folder of a clone may be called so, too.
 *
 * @param out root of the tree
 */
export function blockPlace(out: string, { path, name }: Pick<ManagedBlock, 'path' | 'name'>): BlockPlace {
  const root = resolve(out);
  if (!isAboveTree(path)) return { root, path };
  const isOwners = ownersFileAt({ repository: { path: name } }, root.split(sep).join('/')) === path;
  const file = resolve(root, isOwners && !hasRepositoryBelow(root, path) ? path : basename(path));
  return { root: dirname(file), path: basename(file) };
}

/** Whether a repository begins at the root of the tree, or between it and the file above it. */
function hasRepositoryBelow(root: string, path: string): boolean {
  return path
    .split('/')
    .slice(1)
    .some((_, up) => existsSync(join(root, ...Array.from({ length: up }, () => '..'), '.git')));
}
