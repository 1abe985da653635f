import { groupBy } from './group-by';
import type { Placement } from './placement';

/** A key of the secret store that services need, with its properties. */
export interface NeededSecret {
  readonly environment: string;
  /** Name of the store in the cluster. */
  readonly store: string;
  readonly remoteKey: string;
  /** In the order of names. */
  readonly properties: readonly NeededProperty[];
  /** Who takes the whole value, every property that there is. */
  readonly whole: readonly WholeTaker[];
}

/** A property of a key, and who takes it. */
export interface NeededProperty {
  readonly name: string;
  readonly users: readonly PropertyTaker[];
}

/** A service that takes a property: as a variable, as a file, or by an ExternalSecret that its settings do not say. */
export type PropertyTaker =
  | { readonly service: string; readonly env: string | undefined }
  | { readonly service: string; readonly externalSecret: string };

/** A service that takes a whole key. */
export type WholeTaker =
  | { readonly service: string; readonly as: 'environment' | 'files' }
  | { readonly service: string; readonly externalSecret: string };

/** One taking of something, by one service in one environment. */
export type WantedSecret = { readonly environment: string; readonly store: string; readonly remoteKey: string } & (
  { readonly property: string; readonly by: PropertyTaker } | { readonly property: undefined; readonly by: WholeTaker }
);

/** What the settings of a service take out of the store; nothing of one that has ended. */
export function secretsOfSettings({ service, environment, secrets, isRetired }: Placement): readonly WantedSecret[] {
  if (isRetired) return [];
  const of = { environment, store: secrets.store.name };
  return [
    ...secrets.keys.map(({ remoteKey, property, env }) => ({ ...of, remoteKey, property, by: { service, env } })),
    ...secrets.wholeKeys.map((remoteKey) => ({
      ...of,
      remoteKey,
      property: undefined,
      by: { service, as: secrets.wholeKeysAs },
    })),
  ];
}

/** What has to be in the secret store before services can start, in the order of environments, stores and keys. */
export function neededSecrets(wanted: readonly WantedSecret[]): readonly NeededSecret[] {
  return [...groupBy(wanted, (one) => JSON.stringify([one.environment, one.store, one.remoteKey])).values()]
    .flatMap((same): readonly NeededSecret[] => {
      const [first] = same;
      if (first === undefined) return [];
      const { environment, store, remoteKey } = first;
      const named = same.flatMap((one) => (one.property === undefined ? [] : [one]));
      const properties = [...groupBy(named, ({ property }) => property)].map(([name, users]) => ({
        name,
        users: users.map(({ by }) => by),
      }));
      return [
        {
          environment,
          store,
          remoteKey,
          properties: properties.sort((a, b) => (a.name < b.name ? -1 : 1)),
          whole: same.flatMap((one) => (one.property === undefined ? [one.by] : [])),
        },
      ];
    })
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function key({ environment, store, remoteKey }: NeededSecret): string {
  return `${environment}\n${store}\n${remoteKey}`;
}
