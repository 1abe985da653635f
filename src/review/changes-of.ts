import { diffObjects } from '../diff/object-diff';
import { reportOf, type DiffReport } from '../diff/report';
import type { Schemas } from '../manifest-schemas/read-schemas';
import { shippedMinors } from '../manifest-schemas/shipped-schemas';
import type { ManifestObject } from '../manifests/manifest';
import { readManifestText } from '../manifests/read-text';
import { environmentOf, isIndex } from '../model/tree-layout';
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
  const textsBefore = before.read(changed.filter((path) => before.idByPath.has(path)));
  const textsNow = new Map(changed.map((path) => [path, rendering.textOf(path)]));

  const changes = diffObjects(objectsOf(textsBefore), objectsOf(textsNow), {
    // Of an environment that is gone, the newest.
    schemasOf: (name) => schemasFor(catalog.environments.get(name)?.cluster.kubernetesVersion ?? shippedMinors[0]),
    environmentOf,
  });
  const syncOf = (file: string): Applier => whoApplies(catalog, file);
  const known = { environmentOf, neighbours: neighboursIn(rendering), syncOf };
  const stale = contentAt === undefined ? 0 : staleFiles(before, rendering, changed, scope, contentAt);
  return reportOf(changes, known, { against: before.name, stale });
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
function neighboursIn(now: Rendering): (object: ManifestObject) => readonly ManifestObject[] {
  const byFolder = new Map<string, string[]>();
  const read = new Map<string, readonly ManifestObject[]>();
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));
  return ({ file }) => {
    if (byFolder.size === 0) {
      for (const path of now.idByPath.keys()) {
        const folder = folderOf(path);
        byFolder.set(folder, [...(byFolder.get(folder) ?? []), path]);
      }
    }
    const folder = folderOf(file);
    const known = read.get(folder);
    if (known !== undefined) return known;
    const objects = objectsOf(new Map(byFolder.get(folder)?.map((path) => [path, now.textOf(path)])));
    read.set(folder, objects);
    return objects;
  };
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
