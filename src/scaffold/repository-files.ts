import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { lockInOrder, lockFile } from './cargo-workspace';
import { fillIn } from './fill-in';
import { fillingFor } from './filling';
import type { WantedRepository } from './wanted-repository';

/** A file of a repository. */
export interface RepositoryFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly isExecutable: boolean;
}

/**
 * The files of a repository of a service, in the order of paths.
 *
 * @param templates folder of the templates of this package
 */
export function repositoryFiles(templates: string, wanted: WantedRepository): readonly RepositoryFile[] {
  const filling = fillingFor(wanted);
  const files = foldersOf(wanted).flatMap((folder) => {
    const root = join(templates, folder);
    return pathsBelow(root).map((path) => ({
      path: fillIn(pathOf(path), filling),
      text: fillIn(readFileSync(join(root, path), 'utf8'), filling),
      isExecutable: (statSync(join(root, path)).mode & 0o100) !== 0,
    }));
  });
  // A template may have a file of its own instead of the common one: the later one stays.
  const byPath = new Map(files.map((file) => [file.path, file]));
  const lock = byPath.get(lockFile);
  if (lock !== undefined) byPath.set(lockFile, { ...lock, text: lockInOrder(lock.text) });
  return [...byPath.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Folders of templates whose files a repository has, the weakest first. */
function foldersOf({ template, pipeline }: WantedRepository): readonly string[] {
  const kind = template === 'rust-workspace' ? 'workspace' : 'one-service';
  const ofAll = kind === 'workspace' ? ['common', join(kind, 'all')] : ['common'];
  return [...ofAll, join(kind, pipeline), template];
}

/** Path in a repository. npm packs no `.gitignore`, and takes one for its own, so templates have it without the dot. */
function pathOf(path: string): string {
  return path
    .split(sep)
    .map((name) => (name === 'gitignore' ? '.gitignore' : name))
    .join('/');
}

function pathsBelow(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
