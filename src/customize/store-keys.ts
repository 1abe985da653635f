import { askedSecrets, pushedKeys } from '../manifests/asked-secrets';
import type { Mapping } from '../manifests/value-at';
import type { Placement } from '../model/placement';
import { hintOfPlaces, isInPlaces } from '../model/store-places';

type Path = readonly (string | number)[];

/** A key of the secret store that an object takes, or has others written to. */
export interface TakenKey {
  readonly path: Path;
  /** Undefined where the whole store is searched. */
  readonly key: string | undefined;
}

/**
 * Keys of the secret store that an object of External Secrets takes, or writes: those of `data` and `dataFrom`, and the folder
 * of a search.
 */
export function takenKeys(object: Mapping): readonly TakenKey[] {
  const { asked = [], searches = [] } = askedSecrets(object) ?? {};
  return [
    ...asked.flatMap(({ path, remoteKey: key }) => (key === undefined ? [] : [{ path, key }])),
    ...searches.map(({ path, below: key }) => ({ path, key })),
    ...pushedKeys(object).map(({ path, remoteKey: key }) => ({ path, key })),
  ];
}

/**
 * What a service may not take of the secret store, whoever has made the object that takes it. The law `checkStoreKeys` says the
 * same of what its settings take.
 */
export function storeKeyFaults(
  object: Mapping,
  { service, secrets: { places } }: Pick<Placement, 'service' | 'secrets'>,
): readonly { readonly path: Path; readonly message: string; readonly hint: string }[] {
  const shown = places.map((place) => JSON.stringify(place)).join(', ');
  return takenKeys(object)
    .filter(({ key }) => key === undefined || !isInPlaces(key, places))
    .map(({ path, key }) => ({
      path,
      message: path.includes('dataTo')
        ? `service "${service}" writes keys of the secret store that nobody can know before, and its places are ${shown}`
        : key === undefined
          ? `service "${service}" searches all of the secret store, and its places are ${shown}`
          : `service "${service}" takes the key ${JSON.stringify(key)} of the secret store, which is none of its places: ${shown}`,
      hint: path.includes('dataTo')
        ? 'list what is written in "data", each with a key below one of these places'
        : key === undefined
          ? 'add "path" to the search, with one of these places'
          : hintOfPlaces,
    }));
}
