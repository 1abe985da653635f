import { diffObjects } from '../diff/object-diff';
import { reportOf, type DiffReport } from '../diff/report';
import type { Schemas } from '../manifest-schemas/read-schemas';
import { shippedMinors } from '../manifest-schemas/shipped-schemas';
import type { ManifestObject } from '../manifests/manifest';
import { readManifestText } from '../manifests/read-text';
import { environmentOf, isIndex } from '../model/tree-layout';
import type { Catalog } from '../model/catalog';
import type { Rendering } from '../render/rendering';
import { isAbout, type Scope } from '../render/scope';
import { blobId } from '../tree/blob-id';
import type { TreeBefore } from './tree-before';
import type { TreeNow } from './tree-now';
import { whoApplies, type Applier } from './who-applies';

/** What a comparison asks besides the two trees. */
export interface ChangesOptions {
  /** What API servers of a version of Kubernetes take. */
  readonly schemasFor: (version: string) => Schemas;
  /** Content of a file of the working tree. @default - there is no working tree, and so none of its files is stale */
  readonly contentAt?: (path: string) => Buffer | undefined;
}

/** Says what the tree that the catalog wants now changes in that of before. */
export function changesOf(before: TreeBefore, now: TreeNow, { schemasFor, contentAt }: ChangesOptions): DiffReport {
  const { catalog, rendering } = now;
  const { scope, partOf } = rendering.tree;
  const { leftOut } = rendering;
  const changed = changedPaths(before.idByPath, rendering.idByPath)
    .filter((path) => isAbout(path, scope) && !(leftOut.size > 0 && leftOut.has(partOf(path))))
    .sort();
  const texts = {
    before: before.read(changed.filter((path) => before.idByPath.has(path))),
    now: new Map(changed.map((path) => [path, rendering.textOf(path)])),
    paths: () => rendering.idByPath.keys(),
    textOf: rendering.textOf,
  };
  const stale = contentAt === undefined ? 0 : staleFiles(before, rendering, changed, scope, contentAt);
  return changesOfTexts(texts, catalog, { schemasFor, against: before.name, stale });
}

/** Rendered files of which some differ, by path in the tree. */
export interface ComparedTexts {
  /** Of changed files, as they were; undefined or not there: a new file. */
  readonly before: ReadonlyMap<string, string | undefined>;
  /** Of changed files, as they are; undefined or not there: it is gone. */
  readonly now: ReadonlyMap<string, string | undefined>;
  /** All files of the folders that have changed files, or of more, as they are. */
  readonly paths: () => Iterable<string>;
  readonly textOf: (path: string) => string | undefined;
}

/** Says what it changes in objects that files have other texts. @param catalog the one that they are rendered of now */
export function changesOfTexts(
  { before, now, ...around }: ComparedTexts,
  catalog: Catalog,
  { schemasFor, ...said }: Pick<ChangesOptions, 'schemasFor'> & Pick<DiffReport, 'against' | 'stale'>,
): DiffReport {
  const changes = diffObjects(objectsOf(before), objectsOf(now), {
    // Of an environment that is gone, the newest.
    schemasOf: (name) => schemasFor(catalog.environments.get(name)?.cluster.kubernetesVersion ?? shippedMinors[0]),
    environmentOf,
  });
  const syncOf = (file: string): Applier => whoApplies(catalog, file);
  return reportOf(changes, { environmentOf, neighbours: neighboursIn(around), syncOf }, said);
}

/** Paths whose contents have another name, or that only one side has. */
function changedPaths(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  const paths: string[] = [];
  for (const [path, id] of before) if (now.get(path) !== id) paths.push(path);
  for (const path of now.keys()) if (!before.has(path)) paths.push(path);
  return paths;
}

function objectsOf(texts: ReadonlyMap<string, string | undefined>): readonly ManifestObject[] {
  return [...texts].flatMap(([path, text]) =>
    // The list of the files beside it is no object of a cluster.
    text === undefined || isIndex(path) ? [] : readManifestText(text, path).objects,
  );
}

/** Objects of the same folder, read when a rule asks for them. */
function neighboursIn({
  paths,
  textOf,
}: Pick<ComparedTexts, 'paths' | 'textOf'>): (object: ManifestObject) => readonly ManifestObject[] {
  const byFolder = new Map<string, string[]>();
  const read = new Map<string, readonly ManifestObject[]>();
  return ({ file }) => {
    if (byFolder.size === 0)
      for (const path of paths()) byFolder.set(folderOf(path), [...(byFolder.get(folderOf(path)) ?? []), path]);
    const folder = folderOf(file);
    const known = read.get(folder);
    if (known !== undefined) return known;
    const objects = objectsOf(new Map(byFolder.get(folder)?.map((path) => [path, textOf(path)])));
    read.set(folder, objects);
    return objects;
  };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Counts files of the working tree that are not what the catalog renders. The diff does not need them. */
function staleFiles(
  before: TreeBefore,
  now: Rendering,
  changed: readonly string[],
  scope: Scope,
  contentAt: (path: string) => Buffer | undefined,
): number {
  const touched = before.changedSince?.();
  if (touched === undefined) return 0;
  const isKnown = (path: string): boolean => before.idByPath.has(path) || now.idByPath.has(path);
  // What neither the catalog nor anybody changed since the commit is what it was there.
  const paths = new Set([...changed, ...[...touched].filter((path) => isKnown(path) && isAbout(path, scope))]);
  return [...paths].filter((path) => {
    // Git says that the file is what the commit has, and the catalog wants another.
    if (before.idByPath.has(path) && !touched.has(path)) return true;
    const content = contentAt(path);
    const id = now.idByPath.get(path);
    return content === undefined ? id !== undefined : blobId(content, before.hash) !== id;
  }).length;
}
