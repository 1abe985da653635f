import type { Position } from '../yaml/compose';

/** Keys and indexes from the top of an object: `['spec', 'template', 'spec', 'containers', 0]`. */
export type Path = readonly (string | number)[];

/** Where the node at a path is written; of the nearest one above it that exists, if it does not. */
export type Locate = (path: Path, where?: 'key' | 'value') => Position | undefined;

/** A Kubernetes object as somebody wrote it, and where. */
export interface ManifestObject {
  readonly apiVersion: string;
  /** `apps`; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** `metadata.name`; else `metadata.generateName`, to which the server adds characters. */
  readonly name: string;
  /** Absent for what is cluster-wide, and for what says no namespace. */
  readonly namespace: string | undefined;
  /** Everything, as plain objects and arrays. */
  readonly value: Readonly<Record<string, unknown>>;
  /** File as people see it: relative to the folder that they named. */
  readonly file: string;
  /**
   * Where the node at a path is written; of the nearest one above it that exists, if it does not.
   *
   * @param where the key, or the value behind it @default 'value'
   */
  readonly locate: (path: Path, where?: 'key' | 'value') => Position | undefined;
}

/** What is wrong with a file before anybody looks at its objects: it is no YAML, or has no `kind`. */
export interface UnreadableManifest {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
}

/** A file of the `kustomize` program, which is no object of a cluster. */
export interface Kustomization {
  readonly file: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** As that of `ManifestObject`. */
  readonly locate: Locate;
}

/** What was not read, and why: a file or a folder. */
export interface SkippedPath {
  readonly path: string;
  readonly reason: string;
}

/** Objects that are applied together, so that they can be looked at together. */
export interface ManifestUnit {
  /** What they are, for people: a folder, or the kustomization or chart that makes them. */
  readonly name: string;
  readonly objects: readonly ManifestObject[];
  readonly unreadable: readonly UnreadableManifest[];
  readonly kustomizations: readonly Kustomization[];
  readonly skipped: readonly SkippedPath[];
}
