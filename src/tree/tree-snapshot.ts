import type { FileSystem } from './file-system';
import { attempt, TreeError } from './tree-error';
import { assertTreePath, existingFolders, foldersAbove } from './tree-path';

/** What stands at a path: symlinks, sockets and the like are `other`, always of others, and never followed. */
export type EntryKind = 'file' | 'folder' | 'other';

/** Entries of the managed folders, and the folders above these, as they were when the run began. */
export type TreeSnapshot = ReadonlyMap<string, EntryKind>;

/**
 * Lists the managed folders once: afterwards nobody pays an exception for a file that is not there.
 *
 * @throws {TreeError} if a managed folder, or one above it, is a symlink, a file, or on another file system.
 */
export function takeSnapshot(root: string, folders: readonly string[], fileSystem: FileSystem): TreeSnapshot {
  for (const folder of folders) assertTreePath(folder);
  const managed = new Set(folders);
  const existing = existingFolders(
    root,
    new Set(folders.flatMap((folder) => [...foldersAbove(folder), folder])),
    fileSystem,
  );
  const kindByPath = new Map<string, EntryKind>(existing.map((folder) => [folder, 'folder']));
  for (const folder of existing) {
    if (managed.has(folder) && !foldersAbove(folder).some((above) => managed.has(above))) {
      list(root, folder, kindByPath, fileSystem);
    }
  }
  return kindByPath;
}

/**
 * Says whether a file stands at a path.
 *
 * @throws {TreeError} if something else does, or if a file stands where the path needs a folder.
 */
export function hasFile(snapshot: TreeSnapshot, path: string): boolean {
  const kind = snapshot.get(path);
  if (kind === 'file') return true;
  if (kind !== undefined) {
    const what = kind === 'folder' ? 'a folder' : 'a symlink or a device';
    throw new TreeError(`cannot write "${path}": ${what} stands there; move it away or delete it`);
  }
  const blocker = foldersAbove(path).find((folder) => (snapshot.get(folder) ?? 'folder') !== 'folder');
  if (blocker === undefined) return false;
  throw new TreeError(`cannot write "${path}": "${blocker}" is not a folder; move it away or delete it`);
}

function list(root: string, folder: string, kindByPath: Map<string, EntryKind>, fileSystem: FileSystem): void {
  const entries = attempt(`cannot list "${folder}"`, () =>
    fileSystem.readdirSync(`${root}/${folder}`, { withFileTypes: true }),
  );
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      kindByPath.set(path, 'folder');
      list(root, path, kindByPath, fileSystem);
    } else {
      kindByPath.set(path, entry.isFile() ? 'file' : 'other');
    }
  }
}
