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
  /**
   * The characters of a value without quotes at a path, before YAML made a number or a word of them: `0644`, `no`.
   *
   * @default - nobody knows
   */
  readonly writtenAt?: WrittenAt;
}

/** @see ManifestObject.writtenAt */
export type WrittenAt = (path: Path) => string | undefined;

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
  /** Keys that are written again: the program takes the last one, without a word. */
  readonly repeatedKeys: readonly RepeatedKey[];
  /** What is at a path that it names. @default - nobody has looked */
  readonly partAt?: (path: string) => KustomizationPart;
  /** Whether a path that it names leads below its folder, however it is written. @default - nobody has looked */
  readonly isInside?: (path: string) => boolean;
  /** Why it was not built, or not all of what it makes was read: something is not fetched. @default - nothing is fetched */
  readonly unfetched?: readonly UnfetchedLoad[];
  /** Files that only it is made of, and that nobody has looked at therefore. @default - there are none */
  readonly unseen?: readonly string[];
  /** Files with objects that lie beside it, and that no kustomization names. @default - there are none */
  readonly unlisted?: readonly string[];
}

/** Something that kustomize would fetch, or may fetch for all that is known, and that was not fetched. */
export interface UnfetchedLoad {
  /** Where it is named; empty, when that is not in the kustomization itself. */
  readonly path: Path;
  /** What would be fetched, as the beginning of a sentence. */
  readonly reason: string;
}

/** A key of a mapping that has it already, and where it is. */
export interface RepeatedKey extends Position {
  readonly key: string;
}

/** What is at a path that a kustomization names; `unreadable` is there, and nobody knows what it holds. */
export type KustomizationPart =
  | { readonly type: 'nothing' | 'folder' | 'unreadable' }
  | { readonly type: 'file'; readonly objects: readonly ManifestObject[] }
  | { readonly type: 'kustomization'; readonly kustomization: Kustomization };

/** What was not read, and why: a file or a folder. */
export interface SkippedPath {
  readonly path: string;
  readonly reason: string;
  /** File of the kustomization or chart whose objects nobody has looked at. @default - it makes nothing, or another finding says it */
  readonly unbuilt?: string;
}

/** Objects that are applied together, so that they can be looked at together. */
export interface ManifestUnit {
  /** What they are, for people: a folder, or the kustomization or chart that makes them. */
  readonly name: string;
  readonly objects: readonly ManifestObject[];
  readonly unreadable: readonly UnreadableManifest[];
  /** All that are below a path, also those that others are made of. What is built has none: they are with their path. */
  readonly kustomizations: readonly Kustomization[];
  /** Whether there is a file or folder at a path, named as `file` of objects is. @default - nobody has looked */
  readonly isThere?: (path: string) => boolean;
  readonly skipped: readonly SkippedPath[];
  /** A program has made the objects, and what else there is in the repository is in other units. @default false */
  readonly isBuilt?: boolean;
  /** Nobody applies the objects, or nobody knows as what, and they are in Git nevertheless. @default false */
  readonly isUnapplied?: boolean;
}
