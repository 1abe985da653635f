import { readdirSync, readFileSync } from 'node:fs';

/** Texts of all regular files below a folder, by path; symlinks are not followed. */
export function textsBelow(root: string, folder = ''): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const entry of readdirSync(`${root}/${folder}`, { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) Object.assign(texts, textsBelow(root, path));
    else if (entry.isFile()) texts[path] = readFileSync(`${root}/${path}`, 'utf8');
  }
  return texts;
}
