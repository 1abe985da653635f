import { readFileSync, statSync, type Stats } from 'node:fs';

/**
 * What is at a path; undefined when there is nothing. Anything that somebody wrote into a manifest may be taken for a path:
 * one that is too long, goes through a file or has a zero byte is one of nothing, and no reason to stop.
 */
export function whatIsAt(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Whether there is a file at a path; not a folder. */
export function isFile(path: string): boolean {
  return whatIsAt(path)?.isFile() ?? false;
}

/** Text of a file; undefined when there is none that can be read. */
export function textAtPath(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
