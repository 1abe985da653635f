import { statSync, type Stats } from 'node:fs';

/** What is at a path; undefined when there is nothing. */
export function whatIsAt(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

export function isFile(path: string): boolean {
  return whatIsAt(path)?.isFile() ?? false;
}
