import { dirname } from 'node:path';
import type { FileSystem } from './file-system';
import type { BlockChange, Journal } from './journal';
import { makeFolder } from './make-folder';
import { withManagedBlock } from './managed-block';
import { contentHash, isOursAt, readIfThere } from './tree-file';
import { asTreeError, attempt, errorCode, TreeError } from './tree-error';
import { existingFolders, foldersAbove } from './tree-path';
import type { TreeState } from './tree-state';

/**
 * Carries out a journal, from any point at which an earlier attempt stopped: what is no longer staged was moved already.
 *
 * @throws {TreeError} if the file system refuses a step; the journal stays valid and the next attempt goes on there.
 */
export function applyJournal(state: TreeState, journal: Journal, fileSystem: FileSystem): void {
  const { folders, files, blocks, removals } = journal;
  const paths = [...folders, ...files, ...removals, ...blocks.map(({ path }) => path)];
  existingFolders(state.root, new Set(paths.flatMap(foldersAbove)), fileSystem);

  for (const folder of folders) attempt(`cannot write "${folder}"`, () => moveFolder(state, folder, fileSystem));
  for (const file of files)
    attempt(`cannot write "${file}"`, () => moveFile(`${state.files}/${file}`, `${state.root}/${file}`, fileSystem));
  for (const block of blocks) attempt(`cannot write "${block.path}"`, () => moveBlock(state, block, fileSystem));
  for (const file of removals)
    attempt(`cannot remove "${file}"`, () => removeOurs(`${state.root}/${file}`, fileSystem));
  removeEmptied(state, removals, fileSystem);
}

function moveFolder(state: TreeState, folder: string, fileSystem: FileSystem): void {
  const staged = `${state.files}/${folder}`;
  const target = `${state.root}/${folder}`;
  try {
    moveFile(staged, target, fileSystem);
  } catch (error) {
    // Somebody made the folder and put something in since the run began: their files stay, ours go beside them.
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
    for (const entry of fileSystem.readdirSync(staged, { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) moveFolder(state, path, fileSystem);
      else moveBeside(`${staged}/${entry.name}`, `${state.root}/${path}`, path, fileSystem);
    }
  }
}

function moveBeside(staged: string, target: string, path: string, fileSystem: FileSystem): void {
  if (fileSystem.lstatSync(target, { throwIfNoEntry: false }) !== undefined && !isOursAt(target, fileSystem)) {
    throw new TreeError(`"${path}" appeared during the run and is not of Slipway; move it away and run again`);
  }
  moveFile(staged, target, fileSystem);
}

function moveFile(staged: string, target: string, fileSystem: FileSystem): void {
  try {
    fileSystem.renameSync(staged, target);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    if (fileSystem.lstatSync(staged, { throwIfNoEntry: false }) === undefined) return;
    // The folder that it goes to was removed since the run began.
    makeFolder(dirname(target), fileSystem);
    fileSystem.renameSync(staged, target);
  }
}

function moveBlock(state: TreeState, block: BlockChange, fileSystem: FileSystem): void {
  const staged = `${state.blocks}/${block.path}`;
  const target = `${state.root}/${block.path}`;
  if (fileSystem.lstatSync(staged, { throwIfNoEntry: false }) === undefined) return;
  const current = readIfThere(target, fileSystem);
  if (contentHash(current) !== block.base) {
    // Others edited their lines between the crash and now: the block goes into what they wrote.
    fileSystem.writeFileSync(staged, withManagedBlock(block.path, current ?? Buffer.alloc(0), block.lines, block.name));
  }
  moveFile(staged, target, fileSystem);
}

/** Looks again whose file it is: after a crash others may have put theirs in its place. */
function removeOurs(target: string, fileSystem: FileSystem): void {
  if (isOursAt(target, fileSystem)) fileSystem.unlinkSync(target);
}

/** Removes folders that hold nothing any more because of the removals, innermost first. */
function removeEmptied(state: TreeState, removals: readonly string[], fileSystem: FileSystem): void {
  const folders = [...new Set(removals.flatMap(foldersAbove))].sort((one, other) => other.length - one.length);
  for (const folder of folders) {
    try {
      fileSystem.rmdirSync(`${state.root}/${folder}`);
    } catch (error) {
      // It holds files of others, or may not be removed: an empty folder is no part of the tree, Git does not know any.
      if (!KEEPS_FOLDER.has(errorCode(error) ?? ''))
        throw asTreeError(error, `cannot remove the empty folder "${folder}"`);
    }
  }
}

const KEEPS_FOLDER: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY', 'EACCES', 'EPERM']);
