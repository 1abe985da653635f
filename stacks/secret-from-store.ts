import * as k8s from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';

import type { Environment } from '../src/model/environment';

import { keptByHelm } from './kept-by-helm';

/** A Secret, and where its values are. */
export interface SecretFromStoreArgs {
  /** Name of the Secret. */
  readonly secret: string;
  readonly namespace: pulumi.Input<string>;
  readonly store: Environment['secretStore'];
  /** Key in the store; it has a property for each key of the Secret. */
  readonly remoteKey: string;
  /** Keys of the Secret. */
  readonly keys: readonly string[];
  /** What is no secret, but belongs into it. @default - nothing */
  readonly plainData?: Readonly<Record<string, string>>;
  /** Labels of the Secret. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * An `ExternalSecret`: External Secrets makes the Secret and keeps it as the store says. Pulumi sees the name of each value and
 * never the value, so neither its state nor a preview can show one.
 */
export class SecretFromStore extends k8s.apiextensions.CustomResource {
  constructor(
    name: string,
    { secret, namespace, store, remoteKey, keys, plainData, labels = {} }: SecretFromStoreArgs,
    opts: pulumi.CustomResourceOptions,
  ) {
    super(
      name,
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: secret, namespace },
        spec: {
          refreshInterval: '1h',
          secretStoreRef: store,
          target: {
            name: secret,
            creationPolicy: 'Owner',
            template: {
              metadata: { labels, annotations: keptByHelm },
              // Without Merge the Secret would have what the template says, and nothing of the store.
              ...(plainData === undefined ? {} : { mergePolicy: 'Merge', data: plainData }),
            },
          },
          data: keys.map((key) => ({ secretKey: key, remoteRef: { key: remoteKey, property: key } })),
        },
      },
      opts,
    );
  }
}
