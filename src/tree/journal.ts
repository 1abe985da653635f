import type { FileSystem } from './file-system';
import { makeFolder } from './make-folder';
import { attempt, TreeError } from './tree-error';
import { readIfThere } from './tree-file';
import { assertTreePath } from './tree-path';
import type { TreeState } from './tree-state';

/** What turns the old tree into the new one. Every step can be repeated, so that it can be finished after a crash. */
export interface Journal {
  /** Staged folders that are moved in one rename each: nothing stood there. */
  readonly folders: readonly string[];
  /** Staged files that are moved one by one. */
  readonly files: readonly string[];
  readonly blocks: readonly BlockChange[];
  /** Files of ours that are no longer rendered. */
  readonly removals: readonly string[];
}

/** A staged file with a managed block. */
export interface BlockChange {
  readonly path: string;
  /** SHA-256 in hex of the file that the block was put into; empty if there was none. */
  readonly base: string;
  /** Lines of the block, to put them in again if others changed the file meanwhile. */
  readonly lines: readonly string[];
  /** Tells the block from those of other trees. */
  readonly name?: string | undefined;
}

/** Says whether there is nothing to change. */
export function isEmptyJournal(journal: Journal): boolean {
  return Object.values(journal).every((steps: readonly unknown[]) => steps.length === 0);
}

/**
 * Makes the journal visible: this is the point of no return. It is flushed before it gets its name by rename(2), so that a
 * journal that can be seen is complete.
 */
export function writeJournal(state: TreeState, journal: Journal, fileSystem: FileSystem): void {
  const draft = `${state.staging}/journal.json`;
  attempt(`cannot write "${state.journal}"`, () => {
    makeFolder(state.staging, fileSystem);
    fileSystem.writeFileSync(draft, JSON.stringify({ version: VERSION, ...journal }));
    flush(draft, fileSystem);
    fileSystem.renameSync(draft, state.journal);
  });
}

/**
 * Reads the journal that a crash left, `undefined` if there is none.
 *
 * @throws {TreeError} if it is none of ours: it could come with a clone, and must not name anything outside the tree.
 */
export function readJournal(state: TreeState, fileSystem: FileSystem): Journal | undefined {
  const text = attempt(`cannot read "${state.journal}"`, () => readIfThere(state.journal, fileSystem)?.toString());
  if (text === undefined) return undefined;
  const journal = parsed(text);
  if (journal === undefined) {
    throw new TreeError(`"${state.journal}" is damaged or of another version; delete "${state.folder}" and run again`);
  }
  const paths = [...journal.folders, ...journal.files, ...journal.removals, ...journal.blocks.map(({ path }) => path)];
  for (const path of paths) assertTreePath(path);
  return journal;
}

const VERSION = 1;

function flush(file: string, fileSystem: FileSystem): void {
  const descriptor = fileSystem.openSync(file, 'r+');
  try {
    fileSystem.fsyncSync(descriptor);
  } finally {
    fileSystem.closeSync(descriptor);
  }
}

function parsed(text: string): Journal | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJournal(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJournal(value: unknown): value is Journal {
  return (
    hasAll(value, 'version', 'folders', 'files', 'blocks', 'removals') &&
    value.version === VERSION &&
    [value.folders, value.files, value.removals].every(isStrings) &&
    Array.isArray(value.blocks) &&
    value.blocks.every(isBlockChange)
  );
}

function isBlockChange(value: unknown): value is BlockChange {
  return (
    hasAll(value, 'path', 'base', 'lines') &&
    typeof value.path === 'string' &&
    typeof value.base === 'string' &&
    isStrings(value.lines) &&
    (!('name' in value) || typeof value.name === 'string')
  );
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function hasAll<Name extends string>(value: unknown, ...names: readonly Name[]): value is Record<Name, unknown> {
  return typeof value === 'object' && value !== null && names.every((name) => Object.hasOwn(value, name));
}
