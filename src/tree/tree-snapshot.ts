import type { Dirent } from 'node:fs';

import type { FileSystem } from './file-system';
import { anyName } from './folder-patterns';
import { attempt, TreeError } from './tree-error';
import { assertTreePath, existingFolders, foldersAbove } from './tree-path';

/** What stands at a path: symlinks, sockets and the like are `other`, always of others, and never followed. */
export type EntryKind = 'file' | 'folder' | 'other';

/** Entries of the managed folders, and the folders above these, as they were when the run began. */
export type TreeSnapshot = ReadonlyMap<string, EntryKind>;

/**
 * Lists the managed folders once: afterwards nobody pays an exception for a file that is not there.
 *
 * @param folders from the root; `*` stands for any one name
 * @throws {TreeError} if a managed folder, or one above it, is a symlink, a file, or on another file system. Where any name
 * will do, what is no folder is of others.
 */
export function takeSnapshot(root: string, folders: readonly string[], fileSystem: FileSystem): TreeSnapshot {
  const kindByPath = new Map<string, EntryKind>();
  const managed = new Set<string>();
  for (const folder of folders) {
    assertTreePath(folder);
    for (const found of findFolders(root, folder, kindByPath, fileSystem)) managed.add(found);
  }
  for (const folder of managed) {
    if (!foldersAbove(folder).some((above) => managed.has(above))) list(root, folder, kindByPath, fileSystem);
  }
  return kindByPath;
}

/** Finds the folders that a pattern means, and notes those above them. */
function findFolders(
  root: string,
  pattern: string,
  kindByPath: Map<string, EntryKind>,
  fileSystem: FileSystem,
): readonly string[] {
  let found: readonly string[] = [''];
  for (const name of pattern.split('/')) {
    const candidates = found.flatMap((above) =>
      name === anyName ? foldersIn(root, above, kindByPath, fileSystem) : [joined(above, name)],
    );
    found = existingFolders(root, candidates, fileSystem);
    for (const folder of found) kindByPath.set(folder, 'folder');
  }
  return found;
}

function foldersIn(
  root: string,
  folder: string,
  kindByPath: Map<string, EntryKind>,
  fileSystem: FileSystem,
): readonly string[] {
  const found: string[] = [];
  for (const entry of entriesOf(root, folder, fileSystem)) {
    const path = joined(folder, entry.name);
    if (entry.isDirectory()) found.push(path);
    else kindByPath.set(path, 'other');
  }
  return found;
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
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
  for (const entry of entriesOf(root, folder, fileSystem)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      kindByPath.set(path, 'folder');
      list(root, path, kindByPath, fileSystem);
    } else {
      kindByPath.set(path, entry.isFile() ? 'file' : 'other');
    }
  }
}

function entriesOf(root: string, folder: string, fileSystem: FileSystem): readonly Dirent[] {
  return attempt(`cannot list "${folder}"`, () => fileSystem.readdirSync(`${root}/${folder}`, { withFileTypes: true }));
}
