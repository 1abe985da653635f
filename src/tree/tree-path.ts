import type { FileSystem } from './file-system';
import { attempt, TreeError } from './tree-error';

/** Folder below the root that holds the lock, the journal and the staged files of a run. */
export const STATE_FOLDER = '.slipway';

/**
 * Refuses what is no path below the root in the form that we compare and store: relative, parted by `/`, in which no segment
 * is empty, `.` or `..`, without backslashes (a separator on Windows) and control characters, and not in `.slipway`.
 */
export function assertTreePath(path: string): void {
  if (!TREE_PATH.test(path)) {
    throw new TreeError(
      `${JSON.stringify(path)} is no path in the tree; use relative names parted by "/", without ".."`,
    );
  }
  if (topFolder(path) === STATE_FOLDER) {
    throw new TreeError(`${JSON.stringify(path)} is in ${STATE_FOLDER}, where Slipway keeps its own state`);
  }
}

/** The folder of a path; empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The folders above a path, outermost first, without the root: `a`, `a/b` for `a/b/c`. */
export function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) folders.push(path.slice(0, end));
  return folders;
}

/**
 * Finds which of these folders exist, and refuses a symlink or a file among them: writing through a symlink would change
 * something outside the tree, and renaming to another file system is not one step (rename(2), EXDEV).
 */
export function existingFolders(root: string, folders: Iterable<string>, fileSystem: FileSystem): readonly string[] {
  const device = attempt(`cannot look at "${root}"`, () => fileSystem.lstatSync(`${root}/.`).dev);
  return [...folders].filter((folder) => {
    const status = attempt(`cannot look at "${folder}"`, () =>
      fileSystem.lstatSync(`${root}/${folder}`, { throwIfNoEntry: false }),
    );
    if (status === undefined) return false;
    if (status.isSymbolicLink()) {
      throw new TreeError(`"${folder}" is a symlink, which is not followed; replace it by a folder`);
    }
    if (!status.isDirectory()) throw new TreeError(`"${folder}" is not a folder; move it away or delete it`);
    if (status.dev !== device) {
      throw new TreeError(
        `"${folder}" is on another file system than the root; files cannot be moved there in one step`,
      );
    }
    return true;
  });
}

/** Segments that are neither `.` nor `..` and hold no separator and no control character. */
const TREE_PATH = /^(?:(?!\.{1,2}(?:\/|$))[^/\\\p{Cc}]+(?:\/(?!$)|$))+$/u;

function topFolder(path: string): string {
  const end = path.indexOf('/');
  return end === -1 ? path : path.slice(0, end);
}
