import { readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';

import { ownContentAt } from './content-at';

/** Content of a file of the tree; undefined when there is none that can be read. */
export function contentInTree(root: string, path: string): Buffer | undefined {
  return ownContentAt(`${root}/${path}`);
}

/** Paths of the files below a folder of the tree, links not followed; what cannot be listed has none. */
export function filesInTree(root: string, folder: string): readonly string[] {
  const paths: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of entriesOf(`${root}/${next}`)) {
      const path = `${next}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) paths.push(path);
    }
  }
  return paths;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
