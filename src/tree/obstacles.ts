import { constants } from 'node:fs';
import type { FileSystem } from './file-system';
import type { Journal } from './journal';
import { attempt, TreeError } from './tree-error';
import { folderOf } from './tree-path';
import type { TreeState } from './tree-state';

/** Refuses a commit that would write over files of others, naming them all so that they can be moved away in one go. */
export function refuseFilesOfOthers(paths: readonly string[]): void {
  if (paths.length === 0) return;
  const lines = paths.slice(0, MOST_NAMED).map((path) => `  ${path}`);
  if (paths.length > MOST_NAMED) lines.push(`  and ${paths.length - MOST_NAMED} more`);
  throw new TreeError(
    `files that Slipway did not write are in the way; move them away or delete them:\n${lines.join('\n')}`,
  );
}

/** Asks before the point of no return what rename(2) and unlink(2) would ask after it. */
export function assertWritable(state: TreeState, journal: Journal, fileSystem: FileSystem): void {
  const changed = [...journal.folders, ...journal.files, ...journal.removals].map(folderOf);
  for (const folder of new Set(changed)) {
    attempt(`cannot write to the folder "${folder === '' ? state.root : folder}"`, () =>
      fileSystem.accessSync(`${state.root}/${folder}`, constants.W_OK),
    );
  }
}

/** More names would scroll the first ones away. */
const MOST_NAMED = 20;
