import { refuseUnknownMount } from '../../stacks/mount-fits';
import { SecretStoreSettings } from '../../stacks/settings/secret-store';

const secrets = { places: ['{environment}/{service}'], mounts: ['secret', 'kv/team'], stores: [], copiers: [] };
const vaultAt = (path: string) =>
  SecretStoreSettings.parse({ provider: 'vault', server: 'https://vault.example.com', role: 'reader', path });

test('a store whose mount the laws of the catalog do not know is refused, with what to do', () => {
  expect(() => refuseUnknownMount({ secrets }, { secretStore: vaultAt('other') })).toThrow(
    'catalog/platform.yaml: secrets.mounts: the engine of slipway:secretStore is mounted at "other", which is none of them: "secret", "kv/team"; add "other"',
  );
});

test.each([
  ['a mount that it knows', vaultAt('kv/team')],
  [
    'a store that is not of Vault',
    SecretStoreSettings.parse({ provider: 'aws', region: 'eu-central-1', identity: 'pod-identity' }),
  ],
  ['no store', undefined],
])('%s is fine', (_, secretStore) => {
  expect(() => refuseUnknownMount({ secrets }, { secretStore })).not.toThrow();
});

test.each(['/secret', 'secret/', ''])('a mount is a path without "/" at its ends: "%s"', (path) => {
  expect(() => vaultAt(path)).toThrow('without');
});
