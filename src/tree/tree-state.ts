import { STATE_FOLDER } from './tree-path';

/** Where a run keeps its state below the root; all of it on the root's file system, so that renames are one step. */
export interface TreeState {
  readonly root: string;
  readonly folder: string;
  /** Present from the point of no return until the new tree is complete. */
  readonly journal: string;
  readonly staging: string;
  /** New texts of rendered files, under their paths in the tree, so that whole folders can be renamed. */
  readonly files: string;
  /** New texts of files with a managed block, apart, so that no folder rename carries them along. */
  readonly blocks: string;
}

/** Names the places of a tree's state. */
export function treeState(root: string): TreeState {
  const folder = `${root}/${STATE_FOLDER}`;
  const staging = `${folder}/staging`;
  return {
    root,
    folder,
    journal: `${folder}/journal.json`,
    staging,
    files: `${staging}/files`,
    blocks: `${staging}/blocks`,
  };
}
