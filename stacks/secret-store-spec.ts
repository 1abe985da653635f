import { namespaceNames } from './platform-namespaces';
import type { SecretStoreSettings } from './settings/secret-store';
import { externalSecretsAccount } from './values/external-secrets';

/**
 * `spec` of a `ClusterSecretStore` (External Secrets, "Provider: HashiCorp Vault", "AWS Secrets Manager", "Google Secret
 * Manager"). Each signs in with the token of the account of External Secrets.
 */
export function secretStoreSpec(settings: SecretStoreSettings): object {
  const serviceAccountRef = { name: externalSecretsAccount, namespace: namespaceNames.externalSecrets };
  switch (settings.provider) {
    case 'vault': {
      const { server, path, version, role, mountPath, caBundle } = settings;
      const auth = { kubernetes: { mountPath, role, serviceAccountRef } };
      return { provider: { vault: { server, path, version, ...(caBundle === undefined ? {} : { caBundle }), auth } } };
    }
    case 'aws':
      return {
        provider: { aws: { service: 'SecretsManager', region: settings.region, auth: { jwt: { serviceAccountRef } } } },
      };
    case 'gcp': {
      const { projectId, clusterName, clusterLocation } = settings;
      const workloadIdentity = { clusterName, clusterLocation, serviceAccountRef };
      return { provider: { gcpsm: { projectID: projectId, auth: { workloadIdentity } } } };
    }
  }
}
