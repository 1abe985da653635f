import type { SecretStoreSettings } from '../settings/secret-store';

interface Resources {
  readonly requests?: { readonly cpu?: string; readonly memory?: string };
  readonly limits?: { readonly cpu?: string; readonly memory?: string };
}

/** Values of the chart external-secrets 2 that Slipway sets (external-secrets, `deploy/charts/external-secrets/values.yaml`). */
export interface ExternalSecretsValues {
  readonly installCRDs?: boolean;
  readonly crds?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly replicaCount?: number;
  readonly leaderElect?: boolean;
  readonly serviceAccount?: { readonly name?: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly resources?: Resources;
  readonly webhook?: { readonly replicaCount?: number; readonly resources?: Resources };
  readonly certController?: { readonly resources?: Resources };
}

/** Account of External Secrets: what a store lets in. */
export const externalSecretsAccount = 'external-secrets';

const small: Resources = { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '250m', memory: '256Mi' } };

/** Values of External Secrets. @param store which account of a cloud its account stands for */
export function externalSecretsValues(store: SecretStoreSettings): ExternalSecretsValues {
  return {
    installCRDs: true,
    // Removing the release would otherwise delete every ExternalSecret, and with it every Secret that one made.
    crds: { annotations: { 'helm.sh/resource-policy': 'keep' } },
    replicaCount: 2,
    leaderElect: true,
    serviceAccount: { name: externalSecretsAccount, annotations: identityOf(store) },
    resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
    // Without its webhook nobody can create an ExternalSecret.
    webhook: { replicaCount: 2, resources: small },
    certController: { resources: small },
  };
}

function identityOf(store: SecretStoreSettings): Readonly<Record<string, string>> {
  switch (store.provider) {
    case 'vault':
      return {};
    case 'aws':
      return store.roleArn === undefined ? {} : { 'eks.amazonaws.com/role-arn': store.roleArn };
    case 'azure':
      return {
        'azure.workload.identity/client-id': store.clientId,
        'azure.workload.identity/tenant-id': store.tenantId,
      };
    case 'gcp':
      return { 'iam.gke.io/gcp-service-account': store.serviceAccount };
  }
}
