import { join } from 'node:path';

import type { LoadedCatalog } from '../catalog/load';
import { diffObjects } from '../diff/object-diff';
import { reportOf, type DiffReport } from '../diff/report';
import type { Schemas } from '../manifest-schemas/read-schemas';
import { shippedMinorFor } from '../manifest-schemas/for-version';
import { readShippedSchemas, shippedMinors, type ShippedMinor } from '../manifest-schemas/shipped-schemas';
import type { ManifestObject } from '../manifests/manifest';
import { readManifestText } from '../manifests/read-text';
import { environmentOf } from '../model/place-names';
import type { MemoryPlace } from '../render/memory';
import { renderingOf, type Rendering } from '../render/rendering';
import { findWanted, type Wanted } from '../render/wanted';
import { blobId } from '../tree/blob-id';
import { contentAt } from '../tree/content-at';
import type { TreeBefore } from './tree-before';

/** What to compare. */
export interface ChangesOptions {
  /** Root of the tree of the working directory. */
  readonly out: string;
  readonly environment: string | undefined;
  readonly service: string | undefined;
  /** Root of this package, which ships schemas. */
  readonly packageRoot: string;
  /** Where the names of rendered contents are kept. */
  readonly memory: MemoryPlace;
}

/** Says what the catalog changes in the rendered objects. */
export function changesOf(
  before: TreeBefore,
  loaded: LoadedCatalog,
  { out, environment, service, packageRoot, memory }: ChangesOptions,
): DiffReport {
  const wanted = wantedOf(loaded, before, environment, service);
  const now = renderingOf(loaded, wanted, before.hash, memory);

  const changed = changedPaths(before.idByPath, now.idByPath)
    .filter((path) => isOf(path, wanted))
    .sort();
  const textsBefore = before.read(changed.filter((path) => before.idByPath.has(path)));
  const textsNow = new Map(changed.map((path) => [path, now.textOf(path)]));

  const changes = diffObjects(objectsOf(textsBefore), objectsOf(textsNow), {
    schemasOf: schemasByEnvironment(loaded, packageRoot),
    environmentOf,
  });
  const syncOf = (file: string): 'automatic' | 'manual' | undefined =>
    loaded.catalog.environments.get(environmentOf(file))?.sync.mode;
  const known = { environmentOf, neighbours: neighboursIn(now), syncOf };
  return reportOf(changes, known, { against: before.name, stale: staleFiles(before, now, changed, wanted, out) });
}

/** Paths whose contents have another name, or that only one side has. */
function changedPaths(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  const paths: string[] = [];
  for (const [path, id] of before) if (now.get(path) !== id) paths.push(path);
  for (const path of now.keys()) if (!before.has(path)) paths.push(path);
  return paths;
}

/** What the API server of an environment takes, read when an object of it is compared; of one that is gone, the newest. */
function schemasByEnvironment({ catalog }: LoadedCatalog, packageRoot: string): (environment: string) => Schemas {
  const read = new Map<ShippedMinor, Schemas>();
  return (environment) => {
    const version = catalog.environments.get(environment)?.cluster.kubernetesVersion ?? shippedMinors[0];
    const minor = shippedMinorFor(version);
    const known = read.get(minor) ?? readShippedSchemas(packageRoot, minor);
    read.set(minor, known);
    return known;
  };
}

/** A service that is gone from the catalog is known to the tree before. */
function wantedOf(
  { catalog }: LoadedCatalog,
  { idByPath }: TreeBefore,
  environment: string | undefined,
  service: string | undefined,
): Wanted {
  const isGone =
    service !== undefined &&
    !catalog.services.has(service) &&
    [...idByPath.keys()].some((path) => path.startsWith(`services/${service}/`));
  if (!isGone) return findWanted(catalog, environment, service);
  return { ...findWanted(catalog, environment, undefined), service, isEverything: false };
}

function isOf(path: string, { environment, service }: Wanted): boolean {
  if (environment !== undefined && environmentOf(path) !== environment) return false;
  return service === undefined || path.startsWith(`services/${service}/`) || isApplicationOf(path, service);
}

function isApplicationOf(path: string, service: string): boolean {
  return /^argocd\/[^/]+\/(?:apps|systems\/[^/]+)\//.test(path) && path.endsWith(`/${service}.yaml`);
}

function objectsOf(texts: ReadonlyMap<string, string | undefined>): readonly ManifestObject[] {
  return [...texts].flatMap(([path, text]) =>
    // The list of the files beside it is no object of a cluster.
    text === undefined || path.endsWith('/kustomization.yaml') ? [] : readManifestText(text, path).objects,
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
  wanted: Wanted,
  out: string,
): number {
  const touched = before.changedSince?.();
  if (touched === undefined) return 0;
  const isKnown = (path: string): boolean => before.idByPath.has(path) || now.idByPath.has(path);
  // What neither the catalog nor anybody changed since the commit is what it was there.
  const paths = new Set([...changed, ...[...touched].filter((path) => isKnown(path) && isOf(path, wanted))]);
  return [...paths].filter((path) => {
    // Git says that the file is what the commit has, and the catalog wants another.
    if (before.idByPath.has(path) && !touched.has(path)) return true;
    const content = contentAt(join(out, path));
    const id = now.idByPath.get(path);
    return content === undefined ? id !== undefined : blobId(content, before.hash) !== id;
  }).length;
}
