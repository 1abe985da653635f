import type { Schemas } from '../../manifest-schemas/read-schemas';
import type { ManifestObject } from '../../manifests/manifest';
import type { InputError, Problem } from '../../model/problem';
import type { KnownNames } from '../platform-data';
import type { Difference } from './differences';
import type { ExactFields } from './exact-fields';
import type { PlainSecret } from './plain-secrets';

/** How an exact import is made. */
export interface ExactOptions {
  readonly known: KnownNames;
  /** Service of the objects of no workload. */
  readonly rest: string;
  /** Whether secrets that are written in variables are copied, as they are in Git already. */
  readonly keepsPlainSecrets: boolean;
  readonly schemas: Schemas;
  /** Renders a catalog, or says what is wrong with it. */
  readonly render: (files: ReadonlyMap<string, string>) => readonly ManifestObject[] | InputError;
}

/** A catalog that renders what a tree holds. */
export interface ExactImport {
  readonly files: ReadonlyMap<string, string>;
  readonly services: readonly string[];
  /** Services of manifests alone: nothing of their workload can be said in the words of the catalog. */
  readonly asManifests: readonly string[];
  readonly objects: number;
  readonly differences: readonly Difference[];
  /** Objects that no catalog takes, each at the place where it is written. */
  readonly problems: readonly Problem[];
  readonly secrets: readonly PlainSecret[];
  /** Objects that stay behind as a whole, as one of their texts is a secret that no file of a catalog takes; and variables. */
  readonly leftBehind: number;
  readonly fields: ExactFields;
  /** Conventions by how many services have not adopted them. */
  readonly unadopted: ReadonlyMap<string, number>;
  /** Names of services whose version nobody has said. */
  readonly unversioned: readonly string[];
  /** The chart that stays the source, with its hooks, which are in the words of Argo CD. @default - none */
  readonly chart?: { readonly name: string; readonly version: string; readonly hooks: readonly string[] };
}
