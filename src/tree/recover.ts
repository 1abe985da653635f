import * as nodeFileSystem from 'node:fs';
import { applyJournal } from './apply-journal';
import type { FileSystem } from './file-system';
import { readJournal } from './journal';
import { acquireLock, isLockFile, type Processes } from './lock';
import { machineProcesses } from './machine-processes';
import { asTreeError, attempt, errorCode } from './tree-error';
import { treeState, type TreeState } from './tree-state';

/** What became of an interrupted run: there was none, its staged files were thrown away, or it was finished. */
export type Recovery = 'none' | 'rolled back' | 'rolled forward';

/** What the tree writer works with; tests replace it to stop at a chosen step. */
export interface RecoverOptions {
  /** @default - node:fs */
  readonly fileSystem?: FileSystem;
  /** @default - the processes of this machine */
  readonly processes?: Processes;
}

/**
 * Brings the tree to the state before or after an interrupted commit, whichever it was nearer to. Call it before reading the
 * tree. It writes nothing if there is nothing to recover, so that it also works where nothing may be written.
 *
 * @param root The folder that holds the tree.
 * @throws {TreeError} if a living process is writing the tree now, or if the file system refuses.
 */
export function recover(root: string, options: RecoverOptions = {}): Recovery {
  const { fileSystem = nodeFileSystem, processes = machineProcesses } = options;
  const state = treeState(root);
  if (!namesIn(state, fileSystem).some((name) => isLockFile(name) || LEFT_BY_A_RUN.has(name))) return 'none';
  const lock = acquireLock(state.folder, fileSystem, processes);
  try {
    return recoverLocked(state, fileSystem);
  } finally {
    lock.release();
    removeIfEmpty(state, fileSystem);
  }
}

/** Does what {@link recover} does, for the holder of the lock. */
export function recoverLocked(state: TreeState, fileSystem: FileSystem): Recovery {
  const journal = readJournal(state, fileSystem);
  if (journal !== undefined) {
    applyJournal(state, journal, fileSystem);
    removeRun(state, fileSystem);
    return 'rolled forward';
  }
  const staging = attempt(`cannot look at "${state.staging}"`, () =>
    fileSystem.lstatSync(state.staging, { throwIfNoEntry: false }),
  );
  if (staging === undefined) return 'none';
  removeStaging(state, fileSystem);
  return 'rolled back';
}

/** Ends a run whose tree is complete. The journal goes last: without it, staged leftovers would look like an old tree. */
export function removeRun(state: TreeState, fileSystem: FileSystem): void {
  removeStaging(state, fileSystem);
  removeJournal(state, fileSystem);
}

/** Throws a run away. The journal goes first: with it, missing staged files would look like moved ones. */
export function discardRun(state: TreeState, fileSystem: FileSystem): void {
  removeJournal(state, fileSystem);
  removeStaging(state, fileSystem);
}

/** Removes the state folder unless something is in it that is not of a run. */
export function removeIfEmpty(state: TreeState, fileSystem: FileSystem): void {
  try {
    fileSystem.rmdirSync(state.folder);
  } catch (error) {
    if (!STILL_IN_USE.has(errorCode(error) ?? '')) throw asTreeError(error, `cannot remove "${state.folder}"`);
  }
}

const LEFT_BY_A_RUN: ReadonlySet<string> = new Set(['journal.json', 'staging']);
const STILL_IN_USE: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT']);

function namesIn(state: TreeState, fileSystem: FileSystem): readonly string[] {
  try {
    return fileSystem.readdirSync(state.folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw asTreeError(error, `cannot list "${state.folder}"`);
  }
}

function removeStaging(state: TreeState, fileSystem: FileSystem): void {
  attempt(`cannot remove "${state.staging}"`, () => fileSystem.rmSync(state.staging, { recursive: true, force: true }));
}

function removeJournal(state: TreeState, fileSystem: FileSystem): void {
  attempt(`cannot remove "${state.journal}"`, () => fileSystem.rmSync(state.journal, { force: true }));
}
