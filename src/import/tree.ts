import { canonical } from '../diff/same-value';
import type { ManifestObject, Path, SkippedPath } from '../manifests/manifest';
import { valueAt } from '../manifests/value-at';

/** A tree of manifests, read: what each environment holds, and what belongs to none. */
export interface ImportedTree {
  /** In the order of names. */
  readonly environments: readonly TreeEnvironment[];
  /** Objects that are in no environment. They are listed, and not imported. */
  readonly outside: readonly ManifestObject[];
  /** What was not read: charts, templates. */
  readonly skipped: readonly SkippedPath[];
  /** What an object was built of, what changes it last first; none for one that is applied as it is written. */
  readonly sourcesOf: (object: ManifestObject) => readonly ManifestObject[];
}

/** The objects of an environment, as they would be applied. */
export interface TreeEnvironment {
  readonly name: string;
  /** Folders and files that make it, as people see them. */
  readonly paths: readonly string[];
  readonly objects: readonly ManifestObject[];
}

/** A line of a file. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Where a value of an object is written: in the source that has it, else in the nearest place there is. */
export function placeIn({ sourcesOf }: ImportedTree, object: ManifestObject, path: Path): Place {
  const sources = sourcesOf(object);
  const wanted = canonical(valueAt(object.value, path));
  const source =
    sources.find((one) => valueAt(one.value, path) !== undefined && canonical(valueAt(one.value, path)) === wanted) ??
    sources.at(-1) ??
    object;
  return { file: source.file, ...(source.locate(path, 'key') ?? { line: 1, column: 1 }) };
}
