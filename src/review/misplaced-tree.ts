import { folderInWorkTree, isIgnored } from '../gitops/work-tree';
import { ownPackageRoot } from '../manifest-schemas/own-schemas';

/** A tree that lies in another folder of its repository than its platform says: Argo CD would look where nothing is. */
export interface MisplacedTree {
  /** Where it lies, from the root of the repository; empty for the root. */
  readonly lies: string;
  /** What `repository.path` says; empty for the root. */
  readonly said: string;
}

/**
 * Finds out whether a tree lies where its platform says. What Git ignores is delivered by nobody, and may lie anywhere.
 *
 * @param out root of the tree
 * @param said folder of the repository; empty for its root
 */
export function misplacedTree(out: string, said: string): MisplacedTree | undefined {
  // What is made in a clone of Slipway is to try it, or is moved elsewhere.
  const lies = folderInWorkTree(out, ownPackageRoot());
  return lies === undefined || lies === said || isIgnored(out) ? undefined : { lies, said };
}

/** Says what is wrong, and what to do. */
export function wordsOfMisplaced({ lies, said }: MisplacedTree): { readonly message: string; readonly hint: string } {
  const place = (folder: string): string => (folder === '' ? 'at the root of its repository' : `in "${folder}"`);
  return {
    message: `the tree lies ${place(lies)}, and platform.yaml says that it is ${place(said)}: Argo CD looks for its folders there`,
    hint:
      lies === ''
        ? 'remove "path" below "repository" in platform.yaml, and render again'
        : `write "path: ${lies}" below "repository" in platform.yaml, and render again`,
  };
}
