import { readFileSync, statSync, writeFileSync } from 'node:fs';

import { asTreeError, attempt, errorCode } from './tree-error';

// What a system says of a file that was opened already has no path in it: that the disk is full, or that it is a folder.

/** @throws TreeError with the path */
export function readText(file: string): string {
  return attempt(`cannot read "${file}"`, () => readFileSync(file, 'utf8'));
}

/** @throws TreeError with the path */
export function readBytes(file: string): Buffer {
  return attempt(`cannot read "${file}"`, () => readFileSync(file));
}

/** @throws TreeError with the path */
export function writeContent(file: string, content: string | Buffer, mode?: number): void {
  attempt(`cannot write "${file}"`, () => {
    writeFileSync(file, content, mode === undefined ? {} : { mode });
  });
}

/**
 * Whether something is at a path. Node's own answer is no where it may not look, too: what is there, and closed, would be said to be
 * missing.
 *
 * @throws TreeError where the file system does not say
 */
export function isOnDisk(path: string): boolean {
  // No file has such a name, and Node calls it a mistake of the program.
  if (path.includes('\0')) return false;
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // Below a file there is nothing.
    if (errorCode(error) === 'ENOTDIR') return false;
    throw asTreeError(error, `cannot read "${path}"`);
  }
}
