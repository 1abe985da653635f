import { askedSecrets, pushedKeys } from '../manifests/asked-secrets';
import type { Mapping } from '../manifests/value-at';
import type { Placement } from '../model/placement';
import { keyFault, shownPlaces } from '../model/store-places';
import type { StorePlaces } from '../model/store-places';

type Path = readonly (string | number)[];

/** A key of the secret store that an object takes, or has others written to. */
export interface TakenKey {
  readonly path: Path;
  /** Undefined where the whole store is searched. */
  readonly key: string | undefined;
  /** Whether it is a folder, and what is found below it is taken. @default false */
  readonly isSearch?: boolean;
}

/**
 * Keys of the secret store that an object of External Secrets takes, or writes: those of `data` and `dataFrom`, and the folder
 * of a search.
 */
export function takenKeys(object: Mapping): readonly TakenKey[] {
  const { asked = [], searches = [] } = askedSecrets(object) ?? {};
  return [
    ...asked.flatMap(({ path, remoteKey: key }) => (key === undefined ? [] : [{ path, key }])),
    ...searches.map(({ path, below: key }) => ({ path, key, isSearch: true })),
    ...pushedKeys(object).map(({ path, remoteKey: key }) => ({ path, key })),
  ];
}

/**
 * What a service may not take of the secret store, whoever has made the object that takes it. The law `checkStoreKeys` says the
 * same of what its settings take.
 */
export function storeKeyFaults(
  object: Mapping,
  { service, secrets }: Pick<Placement, 'service' | 'secrets'>,
): readonly { readonly path: Path; readonly message: string; readonly hint: string }[] {
  return takenKeys(object).flatMap((taken) => {
    const fault = faultOf(taken, secrets);
    return fault === undefined
      ? []
      : [{ path: taken.path, message: `service "${service}" ${fault.message}`, hint: fault.hint }];
  });
}

function faultOf({ path, key, isSearch = false }: TakenKey, allowed: StorePlaces): ReturnType<typeof keyFault> {
  const shown = shownPlaces(allowed);
  if (path.includes('dataTo'))
    return {
      message: `writes keys of the secret store that nobody can know before, and its places are ${shown}`,
      hint: 'list what is written in "data", each with a key below one of these places',
    };
  if (key === undefined)
    return {
      message: `searches all of the secret store, and its places are ${shown}`,
      hint: 'add "path" to the search, with one of these places',
    };
  // Names that a search finds are below its folder, and are read as keys.
  return keyFault(key, allowed) ?? (isSearch ? keyFault(`${key}/*`, allowed) : undefined);
}
