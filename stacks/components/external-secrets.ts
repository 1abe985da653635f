import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import { ChartRelease } from '../charts';
import type { ChartSource } from '../charts';
import { secretStoreSpec } from '../secret-store-spec';
import type { SecretStoreSettings } from '../settings/secret-store';
import { externalSecretsValues } from '../values/external-secrets';

/** How secrets come to the cluster. */
export interface ExternalSecretsArgs {
  readonly namespace: pulumi.Input<string>;
  readonly charts: ChartSource;
  /** Where secrets are. */
  readonly store: SecretStoreSettings;
  /** Names under which the environments know the store. */
  readonly storeNames: readonly string[];
}

/** External Secrets, and a `ClusterSecretStore` of each name that an environment of the catalog gives its store. */
export class ExternalSecrets extends pulumi.ComponentResource {
  constructor(
    name: string,
    { namespace, charts, store, storeNames }: ExternalSecretsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:secrets:ExternalSecrets', name, {}, opts);
    const release = new ChartRelease(
      `${name}-release`,
      { chart: 'external-secrets', source: charts, namespace, values: externalSecretsValues(store) },
      { parent: this },
    );
    for (const storeName of storeNames) {
      new k8s.apiextensions.CustomResource(
        `${name}-${storeName}`,
        {
          apiVersion: 'external-secrets.io/v1',
          kind: 'ClusterSecretStore',
          metadata: { name: storeName },
          spec: secretStoreSpec(store),
        },
        { parent: this, dependsOn: release },
      );
    }
    this.registerOutputs();
  }
}
