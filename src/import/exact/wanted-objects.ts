import type { ManifestObject } from '../../manifests/manifest';
import { textAt } from '../../manifests/value-at';
import { hasSecret } from '../../secrets/find';
import type { ImportedTree, TreeEnvironment } from '../tree';
import { cleanObject, isSomebodys } from './clean-object';
import { plainSecretsIn, textsLeftBehind, withoutPlainSecrets } from './plain-secrets';
import type { PlainSecret } from './plain-secrets';

/** What of a tree is to be rendered, and what stays behind. */
export interface WantedObjects {
  /** Each object once, as somebody wrote it. */
  readonly environments: readonly TreeEnvironment[];
  readonly secrets: readonly PlainSecret[];
  /** Objects that stay behind as a whole, and variables that no file of a catalog takes, whatever is permitted. */
  readonly leftBehind: number;
}

/** An object, and the secrets that are written in it: it is looked through once. */
interface Scanned {
  readonly object: ManifestObject;
  readonly plain: readonly PlainSecret[];
  readonly texts: readonly PlainSecret[];
}

/** @param keepsPlainSecrets whether secrets that are written in variables are copied, as they are in Git already */
export function wantedObjects({ environments }: ImportedTree, keepsPlainSecrets: boolean): WantedObjects {
  const places = environments.map((environment) => ({
    environment,
    scanned: environment.objects.filter(isSomebodys).map(cleanObject).map(scan),
  }));
  const all = places.flatMap(({ scanned }) => scanned);
  const stripped = keepsPlainSecrets ? all.flatMap(({ object, plain }) => refusedOf(object, plain)) : [];
  return {
    environments: places.map(({ environment, scanned }) => ({
      ...environment,
      objects: once(scanned.flatMap((one) => wanted(one, keepsPlainSecrets))),
    })),
    secrets: all.flatMap(({ plain, texts }) => [...plain, ...texts]),
    leftBehind: all.filter(({ texts }) => texts.length > 0).length + stripped.length,
  };
}

function scan(object: ManifestObject): Scanned {
  const plain = plainSecretsIn(object);
  return { object, plain, texts: textsLeftBehind(object, plain) };
}

function wanted({ object, plain, texts }: Scanned, keepsPlainSecrets: boolean): readonly ManifestObject[] {
  // Its values stay behind, and without them it would empty the one that is there.
  if (texts.length > 0 || (object.kind === 'Secret' && plain.length > 0)) return [];
  return [withoutPlainSecrets(object, keepsPlainSecrets ? refusedOf(object, plain) : plain)];
}

/** Those that the reader of a catalog refuses by their form, wherever they are: an address with a password, a token. */
function refusedOf(object: ManifestObject, plain: readonly PlainSecret[]): readonly PlainSecret[] {
  return object.kind === 'Secret' ? [] : plain.filter(({ path }) => hasSecret('', textAt(object.value, path) ?? ''));
}

function once(objects: readonly ManifestObject[]): readonly ManifestObject[] {
  const known = new Map(objects.map((one) => [[one.apiVersion, one.kind, one.namespace, one.name].join(' '), one]));
  return [...known.values()];
}
