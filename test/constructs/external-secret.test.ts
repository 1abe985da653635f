import { ExternalSecret } from '../../src/constructs/external-secret';
import type { ExternalSecretKey } from '../../src/constructs/external-secret';
import { aChart, identity } from '../helpers/a-chart';

function externalSecret(keys: readonly ExternalSecretKey[]) {
  return new ExternalSecret(aChart(), 'secrets', {
    ...identity,
    name: 'web-secrets',
    store: { name: 'vault-backend', kind: 'ClusterSecretStore' },
    keys,
  }).toJson();
}

test('the Secret has the name of the ExternalSecret and goes with it', () => {
  const { spec } = externalSecret([]);

  expect(spec?.target).toEqual({ name: 'web-secrets', creationPolicy: 'Owner' });
  expect(spec?.secretStoreRef).toEqual({ name: 'vault-backend', kind: 'ClusterSecretStore' });
});

test('the store is asked once an hour, not every 15 seconds', () => {
  expect(externalSecret([]).spec?.refreshInterval).toBe('1h');
});

test('keys are in the order of their names', () => {
  const { spec } = externalSecret([
    { key: 'db-password', remoteKey: 'prod/web', property: 'db-password' },
    { key: 'db-host', remoteKey: 'prod/web' },
  ]);

  expect(spec?.data?.map(({ secretKey }) => secretKey)).toEqual(['db-host', 'db-password']);
  expect(spec?.data?.map(({ remoteRef }) => remoteRef.property)).toEqual([undefined, 'db-password']);
});

test('what the API server would fill in is there, so that Argo CD sees no drift', () => {
  const { spec } = externalSecret([{ key: 'db-host', remoteKey: 'prod/web' }]);

  expect(spec?.data?.[0]?.remoteRef).toEqual({
    key: 'prod/web',
    conversionStrategy: 'Default',
    decodingStrategy: 'None',
    metadataPolicy: 'None',
  });
});
