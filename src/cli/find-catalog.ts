import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { documents } from '../model/catalog';

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
 * Finds the catalog: the one that was named, else that of the GitOps repository around the working directory, else the
 * shipped one. A catalog is rendered into the repository that holds it; the shipped one, and one whose folder has
 * another name, into `dist`.
 */
export function findCatalog(question: CatalogQuestion): CatalogPlace {
  const { workingDirectory, packageRoot, out } = question;
  const shipped = join(packageRoot, 'catalog');
  const catalog =
    question.catalog === undefined
      ? (catalogAround(workingDirectory) ?? shipped)
      : resolve(workingDirectory, question.catalog);
  const isInRepository = basename(catalog) === 'catalog' && realPath(catalog) !== realPath(shipped);
  const usual = isInRepository ? dirname(catalog) : join(workingDirectory, 'dist');
  return { catalog, out: out === undefined ? usual : resolve(workingDirectory, out) };
}

function catalogAround(directory: string): string | undefined {
  const catalog = join(directory, 'catalog');
  if (existsSync(join(catalog, documents.platform))) return catalog;
  const parent = dirname(directory);
  return parent === directory ? undefined : catalogAround(parent);
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
