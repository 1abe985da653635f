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

/** Where a catalog lies, as far as rendered files may say: a machine's own paths are none of it. */
export interface CatalogHome {
  /** From the root of the tree. @default - it lies elsewhere */
  readonly inTree?: string;
  /** From the root of the repository. @default - nobody knows: it may be called otherwise in the next clone */
  readonly inRepository?: string;
}

/** The home of a catalog as `slipway init` makes it. */
export function usualHome(platform: TreeInRepository): CatalogHome {
  return { inRepository: pathInRepository(platform, usualName) };
}

/**
 * Finds the home of a catalog.
 *
 * @param catalog its folder, from the root of its repository or of the disk
 * @param root folder of the tree, from there, too; empty for the root
 */
export function homeOfCatalog(platform: TreeInRepository, catalog: string, root: string): CatalogHome {
  const ofTree = root === '' || root.endsWith('/') ? root : `${root}/`;
  if (catalog.startsWith(ofTree)) {
    const inTree = catalog.slice(ofTree.length);
    return { inTree, inRepository: pathInRepository(platform, inTree) };
  }
  const { path: folder } = platform.repository;
  if (folder !== undefined && `/${ofTree}`.endsWith(`/${folder}/`)) {
    const ofRepository = ofTree.slice(0, -`${folder}/`.length);
    if (catalog.startsWith(ofRepository)) return { inRepository: catalog.slice(ofRepository.length) };
  }
  return catalog === usualName || catalog.endsWith(`/${usualName}`) ? usualHome(platform) : {};
}

const usualName = 'catalog';

/** Whether a path leads out of the tree. */
export function isAboveTree(path: string): boolean {
  return path.startsWith('../');
}
