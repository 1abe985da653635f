import { namespaceNames } from './platform-namespaces';
import type { SecretStoreSettings } from './settings/secret-store';
import { externalSecretsAccount } from './values/external-secrets';

/**
 * `spec` of a `ClusterSecretStore` (External Secrets, "Provider: HashiCorp Vault", "AWS Secrets Manager", "Azure Key Vault",
 * "Google Secret Manager"). Each signs in with the token of the account of External Secrets.
 */
export function secretStoreSpec(settings: SecretStoreSettings): object {
  const serviceAccountRef = { name: externalSecretsAccount, namespace: namespaceNames.externalSecrets };
  switch (settings.provider) {
    case 'vault': {
      const { server, path, version, role, mountPath, caBundle } = settings;
      const auth = { kubernetes: { mountPath, role, serviceAccountRef } };
      return { provider: { vault: { server, path, version, ...(caBundle === undefined ? {} : { caBundle }), auth } } };
    }
    case 'aws': {
      const { region, identity } = settings;
      // With Pod Identity the pods of External Secrets have the role themselves.
      const auth = identity === 'irsa' ? { auth: { jwt: { serviceAccountRef } } } : {};
      return { provider: { aws: { service: 'SecretsManager', region, ...auth } } };
    }
    case 'azure': {
      const { vaultUrl, tenantId } = settings;
      return { provider: { azurekv: { authType: 'WorkloadIdentity', vaultUrl, tenantId, serviceAccountRef } } };
    }
    case 'gcp': {
      const { projectId, clusterProjectId = projectId, clusterName, clusterLocation } = settings;
      // Without its project External Secrets asks the metadata server of the node for it.
      const workloadIdentity = { clusterName, clusterLocation, clusterProjectID: clusterProjectId, serviceAccountRef };
      return { provider: { gcpsm: { projectID: projectId, auth: { workloadIdentity } } } };
    }
  }
}
