import { lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { basename } from 'node:path';

import { InputError } from '../model/problem';
import { signatureOfStatus } from './signature';
import type { CatalogEntry, CatalogSource } from './source';

/**
 * A catalog in a folder. The identity of a file is its signature: it changes when the file is written.
 *
 * @param directory the folder that holds `platform.yaml`
 * @throws InputError when there is no such folder
 */
export function folderSource(directory: string): CatalogSource {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new InputError([
      {
        file: directory,
        path: [],
        message: 'there is no such folder',
        hint: 'name the catalog with --catalog, or make one with "slipway init"',
      },
    ]);
  }
  return {
    name: basename(directory),
    list: (folder) =>
      readdirSync(`${directory}/${folder}`, { withFileTypes: true }).map((entry) => ({
        name: entry.name,
        kind: kindOf(entry),
      })),
    identityOf: (file) => signatureOfStatus(lstatSync(`${directory}/${file}`)),
    read: (files) => new Map(files.map((file) => [file, readFileSync(`${directory}/${file}`)])),
  };
}

function kindOf(entry: Dirent): CatalogEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
