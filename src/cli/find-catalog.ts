import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { documents } from '../model/catalog';
import { isOnDisk } from '../tree/named-calls';

/** A catalog and the root of the tree that it is rendered into. */
export interface CatalogPlace {
  /** Absolute path of the folder that holds `platform.yaml`. */
  readonly catalog: string;
  /** Absolute path of the root of the tree. */
  readonly out: string;
}

/** What the answer depends on. */
export interface CatalogQuestion {
  readonly workingDirectory: string;
  /** Root of this package, which ships a catalog. */
  readonly packageRoot: string;
  /** What the user named with `--catalog`. */
  readonly catalog?: string | undefined;
  /** What the user named with `--out`. */
  readonly out?: string | undefined;
}

/**
 * Finds the catalog: the one that was named, else that of the GitOps repository around the working directory. A catalog is
 * rendered into the repository that holds it; the one that this package ships, and one whose folder has another name, into
 * `dist`.
 *
 * @returns undefined where none is named, and none is around: nobody means a catalog that is somewhere else
 */
export function findCatalog(question: CatalogQuestion): CatalogPlace | undefined {
  const { workingDirectory, packageRoot, out } = question;
  const catalog =
    question.catalog === undefined ? catalogAround(workingDirectory) : resolve(workingDirectory, question.catalog);
  if (catalog === undefined) return undefined;
  const isInRepository = basename(catalog) === 'catalog' && !isShipped(catalog, packageRoot);
  const usual = isInRepository ? dirname(catalog) : join(workingDirectory, 'dist');
  return { catalog, out: out === undefined ? usual : resolve(workingDirectory, out) };
}

/** Whether a catalog is the one that comes with this package. */
export function isShipped(catalog: string, packageRoot: string): boolean {
  return realPath(catalog) === realPath(join(packageRoot, 'catalog'));
}

/** A folder called `catalog` that means to be one ends the way up: a catalog further out is not the one that is edited. */
function catalogAround(directory: string): string | undefined {
  const catalog = join(directory, 'catalog');
  if (isOnDisk(join(catalog, documents.platform))) return catalog;
  const parent = dirname(directory);
  return parent === directory || looksLikeCatalog(catalog) ? undefined : catalogAround(parent);
}

/** Whether a folder has what a catalog has besides the file that makes it one. */
export function looksLikeCatalog(folder: string): boolean {
  return [misspelledPlatform, 'services', 'environments'].some((name) => isOnDisk(join(folder, name)));
}

/** What people call the file that is wanted. */
export const misspelledPlatform = documents.platform.replace(/yaml$/, 'yml');

function realPath(path: string): string {
  return isOnDisk(path) ? realpathSync(path) : path;
}
