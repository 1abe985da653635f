import type { Schemas } from '../../manifest-schemas/read-schemas';
import type { ManifestObject } from '../../manifests/manifest';
import type { InputError } from '../../model/problem';
import type { KnownNames } from '../platform-data';
import type { Difference } from './differences';
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
  readonly secrets: readonly PlainSecret[];
  readonly fields: { readonly all: number; readonly inPatches: number; readonly inManifests: number };
  /** Conventions by how many services have not adopted them. */
  readonly unadopted: ReadonlyMap<string, number>;
  /** Names of services whose version nobody has said. */
  readonly unversioned: readonly string[];
}
