import { basename, dirname, resolve, sep } from 'node:path';

import { isAboveTree } from '../model/tree-place';
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
 * names: nobody who renders into a folder of another name wants files beside it.
 *
 * @param out root of the tree
 */
export function blockPlace(out: string, { path, name }: Pick<ManagedBlock, 'path' | 'name'>): BlockPlace {
  const root = resolve(out);
  if (!isAboveTree(path)) return { root, path };
  const isWhereItSays = name !== undefined && root.endsWith(`${sep}${name.split('/').join(sep)}`);
  const file = isWhereItSays ? resolve(root, path) : resolve(root, basename(path));
  return { root: dirname(file), path: basename(file) };
}
