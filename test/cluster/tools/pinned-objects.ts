import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

import { goModuleFolder } from '../../../scripts/imports/go-module';
import { KubernetesObject } from './kubernetes-object';
import { toolsFolder } from './machine';
import type { Machine } from './machine';

/** Kubernetes objects from files of pinned Go modules, kept in the cache for machines without Go. */
export interface PinnedObjects {
  /** What `npm run cluster:tools` calls them. */
  readonly name: string;
  readonly purpose: string;
  readonly modules: readonly PinnedModule[];
  /** Name of the file in the cache for an object, without its ending; undefined leaves the object out. */
  readonly fileName: (object: unknown) => string | undefined;
}

/** Files of a Go module. */
export interface PinnedModule {
  readonly module: string;
  /** As Go writes it, with "v". */
  readonly version: string;
  /** Files in the module, or folders, which end with a slash and stand for the YAML files right in them. */
  readonly paths: readonly string[];
}

/** Folder of the cache that has the objects, or will have them. Other versions and other files are another folder. */
export function folderOf({ name, modules }: PinnedObjects, machine: Machine): string {
  const hash = createHash('sha256').update(JSON.stringify(modules)).digest('hex').slice(0, 12);
  return join(toolsFolder(machine), `${name}-${hash}`);
}

/** Whether the cache has the objects. */
export function arePinnedObjectsThere(pinned: PinnedObjects, machine: Machine): boolean {
  return existsSync(folderOf(pinned, machine));
}

/**
 * Reads the objects from the cache, in the order of their names.
 *
 * @throws when they are not there
 */
export function readPinnedObjects(pinned: PinnedObjects, machine: Machine): readonly KubernetesObject[] {
  const folder = folderOf(pinned, machine);
  if (!existsSync(folder))
    throw new Error(`missing: ${pinned.name} (${pinned.purpose}) in ${folder}; "npm run cluster:tools" downloads them`);
  const files = readdirSync(folder).sort();
  return files.map((file) => KubernetesObject.parse(parse(readFileSync(join(folder, file), 'utf8'))));
}

/** Copies the objects into the cache, where they appear all together. `moduleFolder` finds the folder of a Go module. */
export function downloadPinnedObjects(pinned: PinnedObjects, machine: Machine, moduleFolder = goModuleFolder): void {
  const folder = folderOf(pinned, machine);
  const unfinished = `${folder}.downloading-${process.pid}`;
  try {
    mkdirSync(unfinished, { recursive: true });
    for (const { module, version, paths } of pinned.modules)
      copyObjects(filesOf(moduleFolder(module, version), paths), unfinished, pinned);
    // A folder is never put over one that has files: of two runs at once the first one wins, with the same files.
    if (!existsSync(folder)) renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function filesOf(folder: string, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    if (!path.endsWith('/')) return [join(folder, path)];
    const names = readdirSync(join(folder, path)).filter((name) => name.endsWith('.yaml'));
    return names.map((name) => join(folder, path, name));
  });
}

function copyObjects(files: readonly string[], folder: string, { fileName }: PinnedObjects): void {
  for (const file of files) {
    const copies = parseAllDocuments(readFileSync(file, 'utf8')).flatMap((document) => {
      const copy = fileName(document.toJS());
      return copy === undefined ? [] : [{ copy, text: document.toString({ directives: false, lineWidth: 0 }) }];
    });
    for (const { copy, text } of copies) writeFileSync(join(folder, `${copy}.yaml`), text);
  }
}
