import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Paths of all files below a folder, sorted; none when there is no folder. */
export function filesBelow(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** Writes a file and makes its folders. */
export function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Makes all files below a folder old: changed so long ago that nothing has to be waited for. */
export function age(root: string): void {
  const longAgo = new Date('2020-01-01T00:00:00Z');
  for (const path of filesBelow(root)) utimesSync(join(root, path), longAgo, longAgo);
}
