import { createHash } from 'node:crypto';
import type { FileSystem } from './file-system';
import { isOurs, OWNERSHIP_BYTES } from './ownership';
import { errorCode } from './tree-error';

/** Reads a file as bytes; `undefined` if there is none. */
export function readIfThere(file: string, fileSystem: FileSystem): Buffer | undefined {
  try {
    return fileSystem.readFileSync(file);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Says whether a file was rendered by Slipway. What cannot be read is not: ours can be. */
export function isOursAt(file: string, fileSystem: FileSystem): boolean {
  let descriptor: number;
  try {
    descriptor = fileSystem.openSync(file, 'r');
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return false;
  }
  try {
    const bytes = fileSystem.readSync(descriptor, firstBytes, 0, OWNERSHIP_BYTES, 0);
    return isOurs(firstBytes.subarray(0, bytes));
  } finally {
    fileSystem.closeSync(descriptor);
  }
}

/** SHA-256 in hex; empty for a file that does not exist. */
export function contentHash(content: Buffer | undefined): string {
  return content === undefined ? '' : createHash('sha256').update(content).digest('hex');
}

/** One buffer for all looks: nothing keeps it. */
const firstBytes = Buffer.alloc(OWNERSHIP_BYTES);
