import { secretStoreSpec } from '../../stacks/secret-store-spec';
import { SecretStoreSettings } from '../../stacks/settings/secret-store';
import { externalSecretsValues } from '../../stacks/values/external-secrets';

const tenantId = '00000000-0000-4000-8000-000000000002';
const clientId = '00000000-0000-4000-8000-000000000003';
const account = { name: 'external-secrets', namespace: 'external-secrets' };
const gcp = {
  provider: 'gcp',
  projectId: 'secrets',
  clusterName: 'one',
  clusterLocation: 'europe-west3',
  serviceAccount: 'eso@secrets.iam.gserviceaccount.com',
};

/** What the store is told, and what its account is called in the cloud. */
function signedIn(settings: object): readonly [unknown, unknown] {
  const store = SecretStoreSettings.parse(settings);
  return [secretStoreSpec(store), externalSecretsValues(store).serviceAccount?.annotations];
}

test('in Azure the account stands for a managed identity of a tenant', () => {
  const vaultUrl = 'https://our-vault.vault.azure.net';

  expect(signedIn({ provider: 'azure', vaultUrl, tenantId, clientId })).toEqual([
    { provider: { azurekv: { authType: 'WorkloadIdentity', vaultUrl, tenantId, serviceAccountRef: account } } },
    { 'azure.workload.identity/client-id': clientId, 'azure.workload.identity/tenant-id': tenantId },
  ]);
});

test('with EKS Pod Identity the association says who the pods are, and nothing else does', () => {
  expect(signedIn({ provider: 'aws', region: 'eu-central-1', identity: 'pod-identity' })).toEqual([
    { provider: { aws: { service: 'SecretsManager', region: 'eu-central-1' } } },
    {},
  ]);
});

test.each([
  ['that of the secrets', {}, 'secrets'],
  ['another one', { clusterProjectId: 'clusters' }, 'clusters'],
])('in Google Cloud the project of the cluster is said: %s', (_, more, clusterProjectID) => {
  const [spec] = signedIn({ ...gcp, ...more });

  expect(spec).toMatchObject({
    provider: { gcpsm: { projectID: 'secrets', auth: { workloadIdentity: { clusterProjectID } } } },
  });
});
