import { realpathSync } from 'node:fs';
import { basename, dirname, join, parse, sep } from 'node:path';

import { whatIsAt } from './what-is-there';

/** Where the system shows what runs on it: environments, open files, devices that never end. */
const systemFolders = ['/proc', '/sys', '/dev'] as const;

/** Files in memory, which are files as others are: a checkout may be there. */
const memory = '/dev/shm/';

/**
 * Says which paths the manifests of a folder may name: those of its repository, wherever links lead, without what Git keeps
 * there, which may have the token of whoever cloned it. Outside of any repository all are allowed but those of the system.
 * Who writes a manifest decides what is read, and findings say what is in it.
 */
export function boundaryOf(folder: string): (path: string) => boolean {
  return insideOf(repositoryOf(folder));
}

/** Says which paths are of a folder, wherever links lead, and of nothing that Git keeps there. */
export function insideOf(folder: string): (path: string) => boolean {
  const root = realPath(folder);
  const below = root.endsWith(sep) ? root : `${root}${sep}`;
  return (path) => {
    const real = realPath(path);
    if (isOfSystem(real)) return false;
    if (real === root) return true;
    return real.startsWith(below) && !`${sep}${real.slice(below.length)}${sep}`.includes(`${sep}.git${sep}`);
  };
}

function isOfSystem(path: string): boolean {
  if (path.startsWith(memory)) return false;
  return systemFolders.some((one) => path === one || path.startsWith(`${one}/`));
}

/** The nearest folder above that Git knows; the root of the disk where there is none. */
function repositoryOf(folder: string): string {
  for (let next = folder; ; next = dirname(next)) {
    if (whatIsAt(join(next, '.git')) !== undefined || next === parse(next).root) return next;
  }
}

/** Of what is not there yet, the place where it would be made: folders above it may be links. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}
