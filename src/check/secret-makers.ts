import type { ManifestObject, Path } from '../manifests/manifest';
import { isMapping, listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import type { Inventory } from './inventory';
import { perInventory } from './per-inventory';

/** An object that a Secret comes from: the Secret itself, or what a controller makes it of. */
export interface SecretMaker {
  readonly object: ManifestObject;
  /** Where it says how the Secret is called. */
  readonly path: Path;
  /**
   * `owns`: nobody else may make it, as its controller refuses, or both write over each other;
   * `adds`: puts keys into one that is somebody else's.
   */
  readonly how: 'owns' | 'adds';
  /** Keys that it has. @default - nobody knows all of them */
  readonly keys?: readonly string[];
}

interface Named {
  readonly name: string | undefined;
  readonly path: Path;
  readonly how?: SecretMaker['how'];
  readonly keys?: readonly string[] | undefined;
}

/** Where custom resources name the Secret that they become: `group/kind`. The first path that has a name counts. */
const namedAt: Readonly<Record<string, readonly Path[]>> = {
  'bitnami.com/SealedSecret': [
    ['spec', 'template', 'metadata', 'name'],
    ['metadata', 'name'],
  ],
  'cert-manager.io/Certificate': [['spec', 'secretName']],
  'secrets.hashicorp.com/VaultStaticSecret': [['spec', 'destination', 'name']],
  'secrets.hashicorp.com/VaultDynamicSecret': [['spec', 'destination', 'name']],
  'secrets.hashicorp.com/VaultPKISecret': [['spec', 'destination', 'name']],
  'secrets.hashicorp.com/HCPVaultSecretsApp': [['spec', 'destination', 'name']],
  'onepassword.com/OnePasswordItem': [['metadata', 'name']],
  'secrets.doppler.com/DopplerSecret': [['spec', 'managedSecret', 'name']],
  'secrets.infisical.com/InfisicalSecret': [['spec', 'managedSecretReference', 'secretName']],
  'k8s.bitwarden.com/BitwardenSecret': [['spec', 'secretName']],
  'spv.no/AzureKeyVaultSecret': [['spec', 'output', 'secret', 'name']],
  'kafka.strimzi.io/KafkaUser': [['metadata', 'name']],
  'isindir.github.com/SopsSecret': [],
};

/** What makes a Secret, in the order of the inventory; none when that is not among the objects. */
export function makersOfSecret(
  inventory: Inventory,
  namespace: string | undefined,
  name: string,
): readonly SecretMaker[] {
  return secretMakers(inventory).get(`${namespace ?? ''}/${name}`) ?? [];
}

/** Makers by namespace and name of the Secret. */
export const secretMakers = perInventory((inventory): ReadonlyMap<string, readonly SecretMaker[]> => {
  const found = new Map<string, SecretMaker[]>();
  for (const object of inventory.objects) {
    for (const { name, path, how = 'owns', keys } of secretsOf(object)) {
      if (name === undefined || name === '') continue;
      const key = `${object.namespace ?? ''}/${name}`;
      const maker = { object, path, how, ...(keys !== undefined && { keys }) };
      const others = found.get(key);
      if (others === undefined) found.set(key, [maker]);
      else others.push(maker);
    }
  }
  return found;
});

function secretsOf(object: ManifestObject): readonly Named[] {
  const { group, kind, value, name } = object;
  if (kind === 'Secret' && group === '') {
    const keys = [...Object.keys(mappingAt(value, ['data'])), ...Object.keys(mappingAt(value, ['stringData']))];
    // A token is filled in by the cluster.
    const isFilled = textAt(value, ['type'])?.startsWith('kubernetes.io/service-account-token') === true;
    return [{ name, path: ['metadata', 'name'], keys: isFilled ? undefined : keys }];
  }
  if (kind === 'ExternalSecret' && group === 'external-secrets.io') return externalSecret(object);
  if (kind === 'SecretProviderClass') {
    return listAt(value, ['spec', 'secretObjects']).map((made, index) => ({
      name: textAt(made, ['secretName']),
      path: ['spec', 'secretObjects', index, 'secretName'],
    }));
  }
  if (kind === 'SopsSecret') {
    return listAt(value, ['spec', 'secretTemplates']).map((made, index) => ({
      name: textAt(made, ['name']),
      path: ['spec', 'secretTemplates', index, 'name'],
    }));
  }
  const path = namedAt[`${group}/${kind}`]?.find((one) => textAt(value, one) !== undefined);
  if (path === undefined) return [];
  // HashiCorp's operator writes into a Secret of somebody else unless it is told to make one.
  const isAdding = group === 'secrets.hashicorp.com' && valueAt(value, ['spec', 'destination', 'create']) !== true;
  return [{ name: textAt(value, path), path, how: isAdding ? 'adds' : 'owns' }];
}

function externalSecret({ value, name }: ManifestObject): readonly Named[] {
  const target = ['spec', 'target'];
  const policy = textAt(value, [...target, 'creationPolicy']) ?? 'Owner';
  if (policy === 'None') return [];
  const own = textAt(value, [...target, 'name']);
  return [
    {
      name: own ?? name,
      path: own === undefined ? ['metadata', 'name'] : [...target, 'name'],
      how: policy === 'Merge' ? 'adds' : 'owns',
      keys: keysOfExternalSecret(value),
    },
  ];
}

/** A template with data drops every key that it does not have, unless it is told to merge. */
function keysOfExternalSecret(value: unknown): readonly string[] | undefined {
  const spec = ['spec'];
  const template = ['spec', 'target', 'template'];
  const templated = Object.keys(mappingAt(value, [...template, 'data']));
  const isMerged = textAt(value, [...template, 'mergePolicy']) === 'Merge';
  if (listAt(value, [...template, 'templateFrom']).length > 0) return undefined;
  if (templated.length > 0 && !isMerged) return templated;
  if (listAt(value, [...spec, 'dataFrom']).length > 0) return undefined;
  const fetched = listAt(value, [...spec, 'data']).flatMap((item) =>
    isMapping(item) && typeof item['secretKey'] === 'string' ? [item['secretKey']] : [],
  );
  return [...templated, ...fetched];
}
