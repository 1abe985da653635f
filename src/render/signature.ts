import { lstatSync } from 'node:fs';

/**
 * What tells whether a file was written since: size, modification and change time, inode number.
 * The change time cannot be set by programs, so a file with the same signature has the same content, but for changes
 * within one step of the clock.
 *
 * @returns undefined when there is no regular file
 */
export function signatureOf(path: string): string | undefined {
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status === undefined || !status.isFile()) return undefined;
  return `${status.size} ${status.mtimeMs} ${status.ctimeMs} ${status.ino}`;
}
