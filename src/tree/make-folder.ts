import * as nodeFileSystem from 'node:fs';
import { dirname } from 'node:path';

import { asTreeError, errorCode } from './tree-error';

/** What it needs of `node:fs`. */
interface Folders {
  mkdirSync(path: string): unknown;
  statSync(path: string, options: { throwIfNoEntry: false }): { isDirectory(): boolean } | undefined;
}

/**
 * Makes a folder and those that it lies in, unless they are there. Not what Node has for it: where a file system takes no
 * folders, as `/proc` does, that tries for ever.
 *
 * @param folder a link to a folder is one
 * @returns the first folder that was made; undefined when all of them were there
 * @throws TreeError where no folder can be made; everything else that the file system refuses is thrown as Node throws it
 */
export function makeFolder(folder: string, fileSystem: Folders = nodeFileSystem): string | undefined {
  const missing: string[] = [];
  for (let at = folder; !isThere(at, fileSystem); at = dirname(at)) {
    missing.push(at);
    if (dirname(at) === at) break;
  }
  missing.reverse();
  for (const one of missing) makeOne(one, fileSystem);
  return missing[0];
}

function makeOne(folder: string, fileSystem: Folders): void {
  try {
    fileSystem.mkdirSync(folder);
  } catch (error) {
    // Another process may make it, too.
    if (errorCode(error) === 'EEXIST' && isThere(folder, fileSystem)) return;
    if (errorCode(error) !== 'ENOENT' || !isThere(dirname(folder), fileSystem)) throw error;
    throw asTreeError(error, `cannot make "${folder}"`);
  }
}

function isThere(path: string, fileSystem: Folders): boolean {
  return fileSystem.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
