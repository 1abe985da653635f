import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Builds with a new folder for temporary files. A machine that has no place for them is a reason for which this one was not
 * built, and none to end the check of all others.
 *
 * @param prefix of the folder's name
 */
export function inBuildFolder<Result>(
  prefix: string,
  build: (folder: string) => Result,
): Result | { readonly failure: string } {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), prefix));
    return build(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    const hint = 'set TMPDIR to a folder that has room and can be written';
    return { failure: `no temporary files can be made in "${tmpdir()}" (${code}); ${hint}` };
  } finally {
    if (folder !== undefined) remove(folder);
  }
}

/** Of a failed call of the system; everything else is a bug. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The system clears its own folder some day; what was built is there.
  }
}
