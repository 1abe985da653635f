import { lstatSync } from 'node:fs';
import type { Stats } from 'node:fs';

/**
 * What tells whether a file was written since: size, modification and change time, inode number.
 * The change time cannot be set by programs, so a file with the same signature has the same content, but for changes
 * within one step of the clock.
 */
export function signatureOfStatus({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

/**
 * The signature of the file at a path.
 *
 * @returns undefined when there is no regular file
 */
export function signatureOf(path: string): string | undefined {
  const status = lstatSync(path, { throwIfNoEntry: false });
  return status?.isFile() === true ? signatureOfStatus(status) : undefined;
}
