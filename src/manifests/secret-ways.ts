import { groupOfApi } from './api-group';
import { isMapping, listAt, mappingAt, textAt, valueAt } from './value-at';
import type { Mapping } from './value-at';

type Path = readonly (string | number)[];

/** An object that has secrets brought from where it says itself, be it this one or one that it names. */
export interface SecretWay {
  readonly path: Path;
  readonly kind: string;
  /** @default - any that has certain labels */
  readonly name: string | undefined;
  /** Whether the object is one, and names none. */
  readonly isOwn: boolean;
}

/**
 * Ways by which an object takes secrets without a key of a store that the cluster has: stores and generators of External Secrets,
 * and what programs like it read. What only makes up new values is none.
 */
export function secretWays(object: Mapping): readonly SecretWay[] {
  const group = groupOfApi(textAt(object, ['apiVersion']) ?? '');
  const kind = textAt(object, ['kind']) ?? '';
  const name = textAt(object, ['metadata', 'name']) ?? '';
  const isWay =
    groupsOfWays.has(group) ||
    kindsOfWays.has(`${group}/${kind}`) ||
    (group === generators && !inventing.has(kind)) ||
    (group === 'kyverno.io' && hasCopies(object));
  return [
    ...(isWay ? [{ path: ['kind'], kind, name, isOwn: true }] : []),
    ...(group === 'external-secrets.io' ? generatorsNamed(object) : []),
    ...volumesNamed(object),
  ];
}

const generators = 'generators.external-secrets.io';

/** Generators that reach nothing: what they give is made up, or stands in them. */
const inventing: ReadonlySet<string> = new Set(['Fake', 'GeneratorState', 'Password', 'SSHKey', 'UUID']);

const kindsOfWays: ReadonlySet<string> = new Set([
  'external-secrets.io/ClusterSecretStore',
  'external-secrets.io/SecretStore',
  'policies.kyverno.io/GeneratingPolicy',
  'policies.kyverno.io/NamespacedGeneratingPolicy',
  'secretgen.carvel.dev/SecretExport',
  'secretgen.carvel.dev/SecretImport',
  'secretgen.carvel.dev/SecretTemplate',
]);

/** Groups of which every kind says from where secrets come, and with whose rights. */
const groupsOfWays: ReadonlySet<string> = new Set([
  'clustersecret.io',
  'k8s.bitwarden.com',
  'kubernetes-client.io',
  'onepassword.com',
  'redhatcop.redhat.io',
  'ricoberger.de',
  'secrets-store.csi.x-k8s.io',
  'secrets.doppler.com',
  'secrets.hashicorp.com',
  'secrets.infisical.com',
  'spv.no',
]);

/** Whether a policy of Kyverno copies objects, which may be Secrets of any namespace. */
function hasCopies(object: Mapping): boolean {
  return listAt(object, ['spec', 'rules']).some((rule) =>
    ['clone', 'cloneList', 'foreach'].some((key) => valueAt(rule, ['generate', key]) !== undefined),
  );
}

/** Generators that are named anywhere in an object: each place where External Secrets takes one is called the same. */
function generatorsNamed(object: Mapping): readonly SecretWay[] {
  return mappingsCalled('generatorRef', mappingAt(object, ['spec']), ['spec']).flatMap(({ path, value }) => {
    const kind = textAt(value, ['kind']) ?? '';
    return inventing.has(kind) ? [] : [{ path, kind, name: textAt(value, ['name']), isOwn: false }];
  });
}

/** Volumes of pods that the driver of secret stores fills. */
function volumesNamed(object: Mapping): readonly SecretWay[] {
  return mappingsCalled('csi', mappingAt(object, ['spec']), ['spec']).flatMap(({ path, value }) =>
    textAt(value, ['driver']) === 'secrets-store.csi.k8s.io'
      ? [
          {
            path,
            kind: 'SecretProviderClass',
            name: textAt(value, ['volumeAttributes', 'secretProviderClass']),
            isOwn: false,
          },
        ]
      : [],
  );
}

function mappingsCalled(
  name: string,
  value: unknown,
  path: Path,
): readonly { readonly path: Path; readonly value: Mapping }[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => mappingsCalled(name, one, [...path, index]));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => [
    ...(key === name && isMapping(one) ? [{ path: [...path, key], value: one }] : []),
    ...mappingsCalled(name, one, [...path, key]),
  ]);
}
