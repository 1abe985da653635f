import type { SecretCopier } from './secret-copiers';
import type { StorePlaces } from './store-places';

/** A key of the Secret that External Secrets makes. */
export interface PlacedSecret {
  readonly key: string;
  readonly remoteKey: string;
  readonly property: string;
  /** Environment variable that receives it; without it the key is a file. */
  readonly env?: string;
}

/** What a service takes of the secret store, complete, and by which ways it may. */
export interface PlacedSecrets extends StorePlaces {
  readonly store: { readonly name: string; readonly kind: 'SecretStore' | 'ClusterSecretStore' };
  readonly refreshInterval: string;
  readonly mountPath: string;
  readonly keys: readonly PlacedSecret[];
  /** Keys in the store of which the Secret has every property. */
  readonly wholeKeys: readonly string[];
  readonly wholeKeysAs: 'environment' | 'files';
  /** What it may bring or name besides to take secrets: `SecretStore/web`. */
  readonly stores: readonly string[];
  /** Domains of annotations by which it may have Secrets copied. */
  readonly copiers: readonly SecretCopier[];
}
