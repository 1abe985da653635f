import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

import { documents } from '../model/catalog';
import { Refusal } from '../model/refusal';
import { sharedFiles } from '../model/tree-layout';
import { homeOfCatalog } from '../model/tree-place';
import type { CatalogHome, TreeInRepository } from '../model/tree-place';
import { contentInTree } from '../tree/read-tree';
import { originMark } from './owners';

/** Where a catalog on a disk lies, as far as rendered files may say. */
export function homeOf(platform: TreeInRepository, catalog: string, out: string): CatalogHome {
  const [folder = '', root = ''] = [catalog, out].map((path) => resolve(path).split(sep).join('/'));
  return homeOfCatalog(platform, folder, root);
}

/** Folder of a catalog from the root of its tree; undefined where it lies elsewhere, as that may be another place tomorrow. */
function originOf(catalog: string, out: string): string | undefined {
  const path = relative(resolve(out), resolve(catalog)).split(sep).join('/');
  return path === '' || path.startsWith('..') ? undefined : path;
}

/**
 * Refuses to render into the tree of another catalog: what that has rendered would be taken away, file by file, as stale.
 *
 * @throws Refusal with the name of the other
 */
export function refuseTreeOfAnother(catalog: string, out: string): void {
  const text = contentInTree(out, sharedFiles.attributes)?.toString('utf8') ?? '';
  const origin = text
    .split(/\r?\n/)
    .find((line) => line.startsWith(originMark))
    ?.slice(originMark.length);
  if (origin === undefined || origin === originOf(catalog, out)) return;
  // A catalog that was moved or given up has no tree any more.
  if (!existsSync(join(out, origin, documents.platform))) return;
  throw new Refusal(
    `"${out}" has the tree of the catalog "${origin}", and one root has the tree of one catalog: render "${catalog}" into ` +
      `another root ("--out"), or remove "${origin}" if this one takes its place`,
    'usage',
  );
}
