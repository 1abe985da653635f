import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

import { documents } from '../model/catalog';
import { printableLine } from '../model/printable';
import { Refusal } from '../model/refusal';
import { looksLikeCatalog, misspelledPlatform } from './find-catalog';

/** How far below a folder, and in how many folders, a catalog is looked for: whoever waits for an error waits for nothing. */
const deepest = 4;
const mostFolders = 2000;

/** Says that there is no catalog, what is there instead, and what to do. */
export function noCatalog(workingDirectory: string): Refusal {
  return new Refusal(`${printableLine(whatIsThere(workingDirectory))}\n${otherWays}`, 'usage');
}

/**
 * Refuses a catalog whose platform is called wrongly, where a command would do something else without one.
 *
 * @throws Refusal with the name of the file
 */
export function refuseMisspelled(workingDirectory: string): void {
  const folders = foldersAbove(workingDirectory).flatMap((folder) => [folder, join(folder, 'catalog')]);
  const isThere = folders.some((folder) => isCatalogFolder(folder) && existsSync(join(folder, misspelledPlatform)));
  if (isThere) throw noCatalog(workingDirectory);
}

const otherWays = [
  '"--catalog DIR" names a catalog that is somewhere else, "slipway init DIR" makes a repository with a first one,',
  '"slipway demo" makes one to look at',
].join('\n');

function whatIsThere(workingDirectory: string): string {
  const near = foldersAbove(workingDirectory)
    .flatMap((folder) => [folder, join(folder, 'catalog')])
    .find((folder) => looksLikeCatalog(folder) && isMeant(folder));
  if (near !== undefined) {
    const shown = relative(workingDirectory, near) || '.';
    return existsSync(join(near, misspelledPlatform))
      ? `"${join(shown, misspelledPlatform)}" is not read: rename it to "${documents.platform}", which makes its folder a catalog`
      : `"${shown}" is no catalog: it has no ${documents.platform}, which says what holds for every service and environment`;
  }
  const below = catalogsBelow(workingDirectory);
  const nothing = `there is no catalog here: neither this folder nor one above it has catalog/${documents.platform}`;
  if (below.length === 0) return nothing;
  const [first = ''] = below;
  const others = below.length === 1 ? '' : `, and ${below.length - 1} more`;
  return `${nothing}; there is one in "${first}"${others}: go there, or say "--catalog ${first}"`;
}

/** In a folder of another name only the file that is called wrongly tells that it is meant to be a catalog. */
function isMeant(folder: string): boolean {
  return isCatalogFolder(folder) || existsSync(join(folder, misspelledPlatform));
}

function isCatalogFolder(folder: string): boolean {
  return basename(folder) === 'catalog';
}

function foldersAbove(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}

/** Catalogs in folders of a repository that holds more than one thing, the nearest first. */
function catalogsBelow(workingDirectory: string): readonly string[] {
  const found: string[] = [];
  let level = [workingDirectory];
  let left = mostFolders;
  for (let depth = 0; depth < deepest && left > 0; depth += 1) {
    const next = level.slice(0, left).flatMap(foldersIn);
    left -= level.length;
    found.push(...next.filter((folder) => existsSync(join(folder, documents.platform))));
    level = next;
  }
  return found.map((folder) => relative(workingDirectory, folder));
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map(({ name }) => join(folder, name))
      .sort();
  } catch {
    // A folder that may not be read has no catalog that could be used.
    return [];
  }
}
