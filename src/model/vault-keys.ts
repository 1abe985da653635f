import * as z from 'zod';

/** Where a key-value engine of Vault is mounted. */
export const VaultMount = z
  .string()
  .regex(
    /^[^/\s{}]+(?:\/[^/\s{}]+)*$/,
    'must be the path of a key-value engine of Vault without "/" at its ends, such as "secret"',
  );

/** Versions of Vault's key-value engine. */
const versions = ['v1', 'v2'] as const;
export type VaultVersion = (typeof versions)[number];

/**
 * Where Vault's provider of External Secrets reads the value of a key, below the mount of the engine: a mount that the key begins
 * with is cut off, once, and of version 2 a `data/` that follows it. A store without `path` takes what its keys begin with for the
 * mount, and comes to the same. What is listed, and what is asked of metadata, is not cut (`buildMetadataPath`).
 *
 * @see https://github.com/external-secrets/external-secrets/blob/v2.9.0/providers/v1/vault/client_get.go `buildPath`
 */
export function keyBelowMount(key: string, mount: string, version: VaultVersion): string {
  if (!key.startsWith(`${mount}/`)) return key;
  const below = key.slice(mount.length + 1);
  return version === 'v2' && below.startsWith('data/') ? below.slice('data/'.length) : below;
}

/** What a store may make of a key. */
export interface KeyReading {
  /** Where the engine is mounted. @default - no store of Vault, or its metadata: keys are read as they are written */
  readonly mount?: string;
  readonly read: (key: string) => string;
}

/**
 * What stores may make of keys. A catalog does not say of what kind a store is, nor which version an engine has.
 *
 * @param mounts of Vault's engines
 */
export function keyReadings(mounts: readonly string[]): readonly KeyReading[] {
  const ofVault = mounts.flatMap((mount) =>
    versions.map((version) => ({ mount, read: (key: string) => keyBelowMount(key, mount, version) })),
  );
  return [{ read: (key) => key }, ...ofVault];
}
