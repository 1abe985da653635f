import * as z from 'zod';

import { sharedFiles } from './tree-layout';

/** A folder of a repository, from its root: catalog and tree lie in it, beside what others keep there. */
export const RepositoryFolder = z
  .string()
  .regex(
    /^(?!\.{1,2}(?:\/|$))[A-Za-z0-9_.][-A-Za-z0-9_.]*(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9_.][-A-Za-z0-9_.]*)*$/,
    'must be a folder from the root of the repository, such as "infra" or "teams/shop"',
  );

/** Where the tree of a catalog is in its repository, as `platform.yaml` says. */
export interface TreeInRepository {
  readonly repository: { readonly path?: string | undefined };
}

/** The path from the root of the repository: what Argo CD and owners of files go by. @param path from the root of the tree */
export function pathInRepository({ repository: { path: folder } }: TreeInRepository, path: string): string {
  return folder === undefined ? path : `${folder}/${path}`;
}

/**
 * CODEOWNERS, from the root of the tree: forges read it at the root of the repository (or in `.github/`, `docs/`), so that of
 * a tree in a folder lies above it.
 */
export function ownersFile({ repository: { path: folder } }: TreeInRepository): string {
  return `${'../'.repeat(folder?.split('/').length ?? 0)}${sharedFiles.owners}`;
}

/**
 * The same of a tree whose place is known: nobody who renders into a folder of another name than the platform says wants files
 * above it.
 *
 * @param root folder of the tree, from the root of its repository or of the disk; empty for the root
 */
export function ownersFileAt(platform: TreeInRepository, root: string): string {
  const { path: folder } = platform.repository;
  const isWhereItSays = folder === undefined || root === folder || root.endsWith(`/${folder}`);
  return isWhereItSays ? ownersFile(platform) : sharedFiles.owners;
}

/** Whether a path leads out of the tree. */
export function isAboveTree(path: string): boolean {
  return path.startsWith('../');
}
