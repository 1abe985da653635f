import type { BlobHash } from '../tree/blob-id';
import { fileMode, folderMode, GitTree } from './git-tree';
import type { TreeEntry } from './git-tree';

/**
 * The name that Git gives to a folder.
 *
 * @param files names of contents by path from the folder; all of them plain files
 */
export function folderId(files: ReadonlyMap<string, string>, hash: BlobHash): string {
  const entries = new Map<string, TreeEntry>();
  const below = new Map<string, Map<string, string>>();
  for (const [path, id] of files) {
    const [name = '', ...rest] = path.split('/');
    if (rest.length === 0) entries.set(name, { mode: fileMode, id });
    else below.set(name, (below.get(name) ?? new Map()).set(rest.join('/'), id));
  }
  for (const [name, inner] of below) entries.set(name, { mode: folderMode, id: folderId(inner, hash) });
  return GitTree.of(Buffer.alloc(0), hash).with(entries).tree.id;
}
