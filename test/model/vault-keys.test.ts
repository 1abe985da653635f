import { keyBelowMount } from '../../src/model/vault-keys';

/** What is asked of Vault for a value: the path of its API. */
const apiPath = (key: string, mount: string, version: 'v1' | 'v2'): string =>
  `${mount}/${version === 'v2' ? 'data/' : ''}${keyBelowMount(key, mount, version)}`;

// Facts of TestGetSecretPath in client_get_test.go of External Secrets 2.9.0. Two of its cases have a store without a path: there
// the mount is what is before "/data/", or the first segment.
test.each([
  ['v2', 'secret/path', 'secret/path/data/test', 'secret/path/data/test'],
  ['v2', 'secret/path', 'secret/path/test', 'secret/path/data/test'],
  ['v2', 'secret/path', 'test', 'secret/path/data/test'],
  ['v2', 'secret', 'secret/test/big/path', 'secret/data/test/big/path'],
  [
    'v2',
    'secret/test',
    'secret/test/data/not/the/first/and/data/twice',
    'secret/test/data/not/the/first/and/data/twice',
  ],
  ['v1', 'secret/path', 'secret/path/test', 'secret/path/test'],
  ['v1', 'secret/path', 'test', 'secret/path/test'],
  ['v1', 'secret', 'secret/test', 'secret/test'],
] as const)('of %s at "%s", "%s" is read as External Secrets tests it: %s', (version, mount, key, path) => {
  expect(apiPath(key, mount, version)).toBe(path);
});

// What buildPath does besides: strings.HasPrefix of "<path>/", strings.Cut once, then "data/" of version 2 only.
test.each([
  ['v2', 'apm', 'secret/data/apm'],
  ['v2', 'secret/apm', 'secret/data/apm'],
  ['v2', 'secret/data/apm', 'secret/data/apm'],
  ['v2', 'data/apm', 'secret/data/data/apm'],
  ['v2', 'secret', 'secret/data/secret'],
  ['v2', 'secrets/apm', 'secret/data/secrets/apm'],
  ['v2', 'secret/secret/apm', 'secret/data/secret/apm'],
  ['v2', 'secret/data/data/apm', 'secret/data/data/apm'],
  ['v2', 'secret/data', 'secret/data/data'],
  ['v2', 'dev/secret/apm', 'secret/data/dev/secret/apm'],
  ['v1', 'secret/data/apm', 'secret/data/apm'],
  ['v1', 'data/apm', 'secret/data/apm'],
  ['v1', 'secret/secret/apm', 'secret/secret/apm'],
] as const)('of %s at "secret", "%s" is %s', (version, key, path) => {
  expect(apiPath(key, 'secret', version)).toBe(path);
});
