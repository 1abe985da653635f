import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';

import type { Context } from './context';
import type { CatalogPlace } from './find-catalog';
import type { MemoryPlace } from '../render/memory';
import { isOnDisk, readBytes } from '../tree/named-calls';

/** Where what is known of a tree is kept: one file per catalog and tree, for this very build of the program. */
export function memoryPlace(context: Context, { catalog, out }: CatalogPlace): MemoryPlace {
  const paths = [catalog, out].map((path) => (isOnDisk(path) ? realpathSync(path) : path));
  // A link leads to the same catalog, which is called otherwise in what is rendered.
  const name = createHash('sha256')
    .update([...paths, relative(out, catalog)].join('\0'))
    .digest('hex');
  return { file: join(cacheFolder(context), `${name}.memory`), program: programIdentity(context) };
}

/** The folder for caches that the operating system advises (XDG Base Directory; Apple; Windows "Known Folders"). */
export function cacheFolder({
  variables,
  platform,
  homeDirectory,
}: Pick<Context, 'variables' | 'platform' | 'homeDirectory'>): string {
  const { SLIPWAY_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = variables;
  if (isSet(SLIPWAY_CACHE_DIR)) return SLIPWAY_CACHE_DIR;
  if (isSet(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, 'slipway');
  if (platform === 'darwin') return join(homeDirectory, 'Library', 'Caches', 'slipway');
  if (platform === 'win32')
    return join(isSet(LOCALAPPDATA) ? LOCALAPPDATA : join(homeDirectory, 'AppData', 'Local'), 'slipway', 'cache');
  return join(homeDirectory, '.cache', 'slipway');
}

// package.json pins the exact versions of what is not in the bundle.
function programIdentity({ programFile, packageRoot }: Context): string {
  const hash = createHash('sha256');
  for (const file of [programFile, join(packageRoot, 'package.json')]) hash.update(readBytes(file));
  return hash.digest('hex');
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
