import { readFileSync } from 'node:fs';

/** Content of a file; undefined when there is none that can be read. */
export function contentAt(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
