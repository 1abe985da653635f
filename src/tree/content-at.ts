import { lstatSync, readFileSync, statSync } from 'node:fs';

/** Content of a file; undefined when there is none that can be read. A device may have no end, and is none. */
export function contentAt(path: string): Buffer | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

/** The same of what lies in a tree itself: a link is none of its files, wherever it leads. */
export function ownContentAt(path: string): Buffer | undefined {
  try {
    return lstatSync(path).isFile() ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}
