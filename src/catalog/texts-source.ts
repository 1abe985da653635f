import { createHash } from 'node:crypto';

import type { DocumentName } from '../model/catalog';
import type { CatalogEntry, CatalogSource } from './source';

/**
 * A catalog that lies in no folder yet: its texts are at hand. The identity of a file is the hash of its text.
 *
 * @param name what people will call its folder
 * @param texts by path below that folder
 */
export function textsSource(name: string, texts: ReadonlyMap<DocumentName, string | Buffer>): CatalogSource {
  const contentOf = (file: DocumentName): Buffer => {
    const text = texts.get(file);
    if (text === undefined) throw new Error(`there is no text of "${file}"`);
    return typeof text === 'string' ? Buffer.from(text) : text;
  };
  const kindsByFolder = foldersOf(texts.keys());
  return {
    name,
    list: (folder) => [...(kindsByFolder.get(folder) ?? [])].map(([entry, kind]) => ({ name: entry, kind })),
    identityOf: (file) => createHash('sha256').update(contentOf(file)).digest('base64'),
    read: (files) => new Map(files.map((file) => [file, contentOf(file)])),
  };
}

/** Folder -> name -> kind, of everything that the paths name. */
function foldersOf(paths: Iterable<string>): ReadonlyMap<string, ReadonlyMap<string, CatalogEntry['kind']>> {
  const folders = new Map<string, Map<string, CatalogEntry['kind']>>();
  const add = (path: string, kind: CatalogEntry['kind']): void => {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(slash, 0));
    const kinds = folders.get(folder);
    if (kinds !== undefined) kinds.set(path.slice(slash + 1), kind);
    else {
      folders.set(folder, new Map([[path.slice(slash + 1), kind]]));
      if (folder !== '') add(folder, 'folder');
    }
  };
  for (const path of paths) add(path, 'file');
  return folders;
}
