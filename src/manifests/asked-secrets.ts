import { groupOfApi } from './api-group';
import { listAt, textAt, valueAt } from './value-at';
import type { Mapping } from './value-at';

type Path = readonly (string | number)[];

/** Something that an ExternalSecret takes out of a store. */
export interface AskedSecret {
  /** Where in the object its key is said. */
  readonly path: Path;
  /** Name of the store in the cluster. */
  readonly store: string;
  /** @default - none is said, which no API server takes */
  readonly remoteKey: string | undefined;
  /** @default - the whole value of the key */
  readonly property: string | undefined;
  /** Key of the Secret that it becomes. @default - one for each property that the value has */
  readonly secretKey: string | undefined;
}

/** A search of a store. */
export interface SecretSearch {
  readonly path: Path;
  readonly store: string;
  /** Only below it. @default - the whole store */
  readonly below: string | undefined;
}

/** What an ExternalSecret asks for, each in the order in which it is written. */
export interface AskedSecrets {
  readonly asked: readonly AskedSecret[];
  readonly searches: readonly SecretSearch[];
}

/**
 * What an object has External Secrets take out of stores; undefined when it is of another kind.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export function askedSecrets(object: Mapping): AskedSecrets | undefined {
  const spec = partOf(object);
  if (spec === undefined) return undefined;
  const common = textAt(object, [...spec, 'secretStoreRef', 'name']);
  const storeOf = (entry: Path): string => textAt(object, [...entry, 'sourceRef', 'storeRef', 'name']) ?? common ?? '';
  const askedAt = (entry: Path, key: string): Omit<AskedSecret, 'secretKey'> => ({
    path: [...entry, key, 'key'],
    store: storeOf(entry),
    remoteKey: textAt(object, [...entry, key, 'key']),
    property: textAt(object, [...entry, key, 'property']),
  });
  const dataFrom = entriesOf(object, [...spec, 'dataFrom']);
  return {
    asked: [
      ...entriesOf(object, [...spec, 'data']).map((entry) => ({
        ...askedAt(entry, 'remoteRef'),
        secretKey: textAt(object, [...entry, 'secretKey']),
      })),
      ...dataFrom
        .filter((entry) => textAt(object, [...entry, 'extract', 'key']) !== undefined)
        .map((entry) => ({ ...askedAt(entry, 'extract'), secretKey: undefined })),
    ],
    searches: dataFrom
      .map((entry) => ({ path: [...entry, 'find'], store: storeOf(entry) }))
      .filter(({ path }) => valueAt(object, path) !== undefined)
      .map((search) => ({ ...search, below: textAt(object, [...search.path, 'path']) })),
  };
}

/**
 * Keys of a store to which an object has others written (External Secrets, `PushSecret`), each undefined where it is worked out by
 * whoever writes.
 */
export function pushedKeys(
  object: Mapping,
): readonly { readonly path: Path; readonly remoteKey: string | undefined }[] {
  const spec = isOfExternalSecrets(object) ? pushed.get(textAt(object, ['kind']) ?? '') : undefined;
  if (spec === undefined) return [];
  return [
    ...entriesOf(object, [...spec, 'data']).flatMap((entry) => {
      const path = [...entry, 'match', 'remoteRef', 'remoteKey'];
      const remoteKey = textAt(object, path);
      return remoteKey === undefined ? [] : [{ path, remoteKey }];
    }),
    // Every key that fits goes where a template says.
    ...entriesOf(object, [...spec, 'dataTo']).map((path) => ({ path, remoteKey: undefined })),
  ];
}

/** Where is said what is written into a store, by kind. */
const pushed: ReadonlyMap<string, Path> = new Map([
  ['PushSecret', ['spec']],
  ['ClusterPushSecret', ['spec', 'pushSecretSpec']],
]);

/** Where the specification is, by kind. */
const specs: ReadonlyMap<string, Path> = new Map([
  ['ExternalSecret', ['spec']],
  ['ClusterExternalSecret', ['spec', 'externalSecretSpec']],
]);

function partOf(object: Mapping): Path | undefined {
  return isOfExternalSecrets(object) ? specs.get(textAt(object, ['kind']) ?? '') : undefined;
}

function isOfExternalSecrets(object: Mapping): boolean {
  return groupOfApi(textAt(object, ['apiVersion']) ?? '') === 'external-secrets.io';
}

function entriesOf(object: Mapping, path: Path): readonly Path[] {
  return listAt(object, path).map((_, index) => [...path, index]);
}
