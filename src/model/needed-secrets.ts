import { groupBy } from './group-by';
import type { PlacedSecret, Placement } from './placement';

/** A key of the secret store that services need, with its properties. */
export interface NeededSecret {
  readonly environment: string;
  /** Name of the store in the cluster. */
  readonly store: string;
  readonly remoteKey: string;
  /** In the order of names. */
  readonly properties: readonly NeededProperty[];
  /** Services that take every property, whatever there is, and as what. */
  readonly whole: readonly { readonly service: string; readonly as: 'environment' | 'files' }[];
}

/** A property of a key, and who takes it: `web as DB_HOST`, or `web as a file`. */
export interface NeededProperty {
  readonly name: string;
  readonly users: readonly { readonly service: string; readonly env: string | undefined }[];
}

/** What has to be in the secret store before services can start; in the order of environments as they come, then of keys. */
export function neededSecrets(placements: readonly Placement[]): readonly NeededSecret[] {
  const wanted = placements.flatMap(({ service, environment, secrets, isRetired }): readonly Wanted[] => {
    const of = { service, environment, store: secrets.store.name };
    if (isRetired) return [];
    return [
      ...secrets.keys.map((key) => ({ ...of, ...key })),
      ...secrets.wholeKeys.map((remoteKey) => ({ ...of, remoteKey, as: secrets.wholeKeysAs })),
    ];
  });
  return [...groupBy(wanted, (one) => JSON.stringify([one.environment, one.store, one.remoteKey])).values()]
    .flatMap((same): readonly NeededSecret[] => {
      const [first] = same;
      if (first === undefined) return [];
      const { environment, store, remoteKey } = first;
      const named = same.flatMap((one) => ('property' in one ? [one] : []));
      const properties = [...groupBy(named, ({ property }) => property)].map(([name, users]) => ({
        name,
        users: users.map(({ service, env }) => ({ service, env })),
      }));
      return [
        {
          environment,
          store,
          remoteKey,
          properties: properties.sort((a, b) => (a.name < b.name ? -1 : 1)),
          whole: same.flatMap((one) => ('as' in one ? [{ service: one.service, as: one.as }] : [])),
        },
      ];
    })
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A property that a service takes, or a whole key. */
type Wanted = { readonly service: string; readonly environment: string; readonly store: string } & (
  PlacedSecret | { readonly remoteKey: string; readonly as: 'environment' | 'files' }
);

function key({ environment, store, remoteKey }: NeededSecret): string {
  return `${environment}\n${store}\n${remoteKey}`;
}
