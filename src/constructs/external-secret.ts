import type { Construct } from 'constructs';

import type * as externalSecrets from '../../imports/external-secrets';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** A key of the Secret, and where its value is in the store. */
export interface ExternalSecretKey {
  /** Key of the Secret. */
  readonly key: string;
  /** Key in the store. */
  readonly remoteKey: string;
  /** Property below the key in the store. @default - the whole value */
  readonly property?: string;
}

/** Properties of an `ExternalSecret`. The Secret that it makes has its name. */
export interface ExternalSecretProps extends Identity {
  /** The SecretStore or ClusterSecretStore that is asked. */
  readonly store: { readonly name: string; readonly kind: 'SecretStore' | 'ClusterSecretStore' };
  /** Keys of the Secret. */
  readonly keys: readonly ExternalSecretKey[];
  /** Keys in the store of which the Secret gets every property. @default - none */
  readonly wholeKeys?: readonly string[];
  /** How often the store is asked; stores bill and limit requests. @default 1h */
  readonly refreshInterval?: string;
}

/** A Secret whose values stay in a secret store: External Secrets copies them into the cluster, Git never has them. */
export class ExternalSecret extends Manifest<externalSecrets.ExternalSecret> {
  constructor(scope: Construct, id: string, props: ExternalSecretProps) {
    const { keys, wholeKeys = [] } = props;
    super(scope, id, {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: {
        refreshInterval: props.refreshInterval ?? '1h',
        secretStoreRef: props.store,
        target: { name: props.name, creationPolicy: 'Owner' },
        ...(keys.length === 0 ? {} : { data: keys.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(dataOf) }),
        ...(wholeKeys.length === 0 ? {} : { dataFrom: wholeKeys.map(wholeOf) }),
      },
    });
  }
}

function wholeOf(key: string): externalSecrets.ExternalSecretDataFrom {
  return { extract: { key, conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } };
}

// The three policies are the CRD's defaults. The API server writes defaults into the items of a list, where Argo CD
// takes them for drift (external-secrets/external-secrets#6797), so they are said here.
function dataOf({ key, remoteKey, property }: ExternalSecretKey): externalSecrets.ExternalSecretData {
  return {
    secretKey: key,
    remoteRef: {
      key: remoteKey,
      ...(property === undefined ? {} : { property }),
      conversionStrategy: 'Default',
      decodingStrategy: 'None',
      metadataPolicy: 'None',
    },
  };
}
