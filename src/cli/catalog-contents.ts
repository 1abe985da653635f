import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

import { documents, isSoftwareDocument } from '../model/catalog';
import { isOnDisk, readBytes } from '../tree/named-calls';
import { replaceFiles } from './replace-files';

/** Contents of the files of a catalog by their paths, byte by byte: not all of them are texts. */
export type CatalogContents = ReadonlyMap<string, Buffer>;

/** Contents of a catalog on a disk; none where there is no catalog. Hidden files are none of it, but for those that Helm reads. */
export function catalogContents(folder: string): CatalogContents {
  if (!isOnDisk(join(folder, documents.platform))) return new Map();
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(sep).join('/'))
      .filter((name) => isSeen(name) && statSync(join(folder, name)).isFile())
      .map((name) => [name, readBytes(join(folder, name))]),
  );
}

/** The text of a file of ours; undefined where there is none. */
export function textIn(contents: CatalogContents, file: string): string | undefined {
  return contents.get(file)?.toString('utf8');
}

/** Writes files into a catalog: all of them, or, where there is no room for all, none. */
export function writeCatalogFiles(folder: string, files: ReadonlyMap<string, string | Buffer>): void {
  replaceFiles(new Map([...files].map(([name, content]) => [join(folder, name), content])));
}

function isSeen(name: string): boolean {
  return isSoftwareDocument(name) || !name.split('/').some((part) => part.startsWith('.'));
}
