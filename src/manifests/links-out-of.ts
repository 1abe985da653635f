import { readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * The first link in a folder that leads out of it or nowhere, or the first place that cannot be read; undefined when all of
 * it is in the folder. Helm follows links, and what they lead to would stand in what it makes.
 */
export function linkOutOf(folder: string): string | undefined {
  let realRoot: string;
  try {
    realRoot = realpathSync(folder);
  } catch {
    return folder;
  }
  const waiting = [folder];
  for (const next of waiting) {
    try {
      for (const entry of readdirSync(next, { withFileTypes: true })) {
        const path = join(next, entry.name);
        if (entry.isDirectory()) waiting.push(path);
        else if (entry.isSymbolicLink() && !realpathSync(path).startsWith(`${realRoot}${sep}`)) return path;
      }
    } catch {
      return next;
    }
  }
  return undefined;
}
