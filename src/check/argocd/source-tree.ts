import type { ManifestObject } from '../../manifests/manifest';
import { listAt, textAt, valueAt } from '../../manifests/value-at';
import { groupBy } from '../../model/group-by';
import type { Inventory } from '../inventory';
import { perInventory } from '../per-inventory';
import { applicationsOf, isResolved } from './applications';
import type { Application } from './applications';
import { isOfAnotherRepository } from './repositories';

/** The files of a unit as Applications name them: by their path in the repository. */
export interface SourceTree {
  /** Objects by the folder that they lie in, from the root of the repository. The root itself is empty. */
  readonly objectsByFolder: ReadonlyMap<string, readonly ManifestObject[]>;
  /** Applications by the paths of their sources; only paths with objects below them. */
  readonly applicationsByPath: ReadonlyMap<string, readonly Application[]>;
  /** Applications that apply what lies in this folder, or above it. */
  readonly applicationsOver: (folder: string) => readonly Application[];
  /** Whether there is an object or a kustomization in a folder or below it. */
  readonly hasObjectsBelow: (path: string) => boolean;
  /** Whether the kustomization of a folder lists nothing: it has no objects, and this is meant. */
  readonly isEmpty: (path: string) => boolean;
  /** Whether there is a file or folder at a path from the root; undefined when nobody knows. */
  readonly isThere: (path: string) => boolean | undefined;
  /** Folder of an object. */
  readonly folderOf: (object: ManifestObject) => string;
}

/** What lies where, seen from the root of the repository. */
export const sourceTreeOf = perInventory(treeOf);

/** Path of a source as Argo CD reads it: without `./` and slashes around it. Undefined for a chart and for what is not known. */
export function pathOfSource(source: unknown): string | undefined {
  const path = textAt(source, ['path']);
  if (!isResolved(path) || textAt(source, ['chart']) !== undefined) return undefined;
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** The same, if the path is one of the repository that the manifests are of. */
export function folderOfSource({ settings }: Inventory, source: unknown): string | undefined {
  return isOfAnotherRepository(settings, textAt(source, ['repoURL'])) ? undefined : pathOfSource(source);
}

function treeOf(inventory: Inventory): SourceTree {
  const folders = new Set<string>();
  const { objects, kustomizations } = inventory;
  for (const { file } of [...objects, ...kustomizations]) addWithParents(folders, folderOfFile(file));
  const sources = applicationsOf(inventory).flatMap((application) =>
    application.sources.flatMap(({ value }) => {
      const path = folderOfSource(inventory, value);
      return path === undefined ? [] : [{ application, path }];
    }),
  );
  const prefix = prefixThatFits(new Set(sources.map(({ path }) => path)), folders, inventory);

  const folderOf = (object: ManifestObject) => withoutPrefix(folderOfFile(object.file), prefix);
  const objectsByFolder = groupBy(inventory.objects, folderOf);
  const below = new Set<string>();
  for (const folder of objectsByFolder.keys()) addWithParents(below, folder);
  for (const { file } of kustomizations) addWithParents(below, withoutPrefix(folderOfFile(file), prefix));
  const empty = new Set(
    kustomizations
      .filter(({ value }) => Array.isArray(valueAt(value, ['resources'])) && listAt(value, ['resources']).length === 0)
      .map(({ file }) => withoutPrefix(folderOfFile(file), prefix)),
  );
  const applicationsByPath = new Map(
    [...groupBy(sources, ({ path }) => path)]
      .filter(([path]) => below.has(path))
      .map(([path, found]) => [path, found.map(({ application }) => application)]),
  );
  return {
    objectsByFolder,
    applicationsByPath,
    applicationsOver: (folder) => parentsOf(folder).flatMap((parent) => applicationsByPath.get(parent) ?? []),
    hasObjectsBelow: (path) => below.has(path),
    isEmpty: (path) => empty.has(path) && !objectsByFolder.has(path),
    isThere: (path) => inventory.isThere?.(join(prefix, path)),
    folderOf,
  };
}

/** Files are named as people see them (`dist/services/...`), paths of sources from the root: the prefix with which most paths exist. */
function prefixThatFits(paths: ReadonlySet<string>, folders: ReadonlySet<string>, inventory: Inventory): string {
  const candidates = new Set<string>(['']);
  for (const { file } of inventory.ofKind('Application', 'argoproj.io')) addWithParents(candidates, folderOfFile(file));
  for (const { file } of inventory.ofKind('ApplicationSet', 'argoproj.io')) {
    addWithParents(candidates, folderOfFile(file));
  }
  // Applications in very many folders would make this slow; the first hundred decide as well.
  const sample = [...paths].filter((path) => path !== '').slice(0, 100);
  const prefixes = [...candidates].slice(0, 100);
  // Charts have no objects before they are rendered, so that one has to look for their folders.
  return (
    bestPrefix(prefixes, sample, (path) => folders.has(path)) ??
    bestPrefix(prefixes, sample, (path) => inventory.isThere?.(path) ?? false) ??
    ''
  );
}

function bestPrefix(
  prefixes: readonly string[],
  paths: readonly string[],
  isThere: (path: string) => boolean,
): string | undefined {
  let best = { prefix: '', hits: 0 };
  for (const prefix of prefixes) {
    const hits = paths.filter((path) => isThere(join(prefix, path))).length;
    if (hits > best.hits) best = { prefix, hits };
  }
  return best.hits === 0 ? undefined : best.prefix;
}

function parentsOf(folder: string): readonly string[] {
  const parts = folder === '' ? [] : folder.split('/');
  return [...parts.map((_, index) => parts.slice(0, index + 1).join('/')), ''];
}

function addWithParents(folders: Set<string>, folder: string): void {
  if (folders.has(folder)) return; // Most objects lie beside another one.
  for (const parent of parentsOf(folder)) folders.add(parent);
}

function folderOfFile(file: string): string {
  // Nearly always, and for every object.
  if (!/\\|\/\/|(?:^|\/)\.\//.test(file)) return file.slice(0, Math.max(0, file.lastIndexOf('/')));
  const parts = file.replaceAll('\\', '/').split('/');
  return parts
    .slice(0, -1)
    .filter((part, index) => part !== '.' && (part !== '' || index === 0))
    .join('/');
}

function join(prefix: string, path: string): string {
  return prefix === '' ? path : `${prefix}/${path}`;
}

function withoutPrefix(folder: string, prefix: string): string {
  if (prefix === '' || folder === prefix) return prefix === '' ? folder : '';
  return folder.startsWith(`${prefix}/`) ? folder.slice(prefix.length + 1) : folder;
}
