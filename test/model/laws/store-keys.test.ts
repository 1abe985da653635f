import { platformYaml as platform, serviceYaml as service } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const withSecrets = (secrets: string): string => `${service}secrets: ${secrets}\n`;
const withPlaces = (places: string): string => `${platform}secrets: { places: [${places}] }\n`;

test.each([
  ['of another service', 'prod/payments'],
  ['that only begins like its own', 'dev/web-admin'],
  ['above', 'dev/web/../payments'],
  ['at the root', '/dev/web'],
])('a service takes no key %s', (_, key) => {
  const problems = problemsOf({
    'services/web/service.yaml': withSecrets(`{ keys: { a: { remoteKey: ${key} } } }`),
    'services/web/prod.yaml': null,
  });

  expect(problems).toEqual([
    `services/web/service.yaml:4:36: secrets.keys.a.remoteKey: service "web" takes the key "${key}" of the secret store, which is none of its places: "dev/web"; move the key there, or add its place to secrets.places of platform.yaml, with placeholders, so that it is no place of others`,
  ]);
});

test('a service takes keys of its own place in each environment, and below it', () => {
  expect(problemsOf({ 'services/web/service.yaml': withSecrets('{ keys: { a: {} } }') })).toEqual([]);
  expect(
    problemsOf({
      'services/web/service.yaml': withSecrets('{ remoteKey: "{environment}/{service}/db", keys: { a: {} } }'),
    }),
  ).toEqual([]);
});

test('a key for all environments is one of another environment', () => {
  const problems = problemsOf({
    'services/web/service.yaml': withSecrets('{ keys: { a: { remoteKey: prod/web } } }'),
  });

  expect(problems).toEqual([expect.stringContaining('which is none of its places: "dev/web"')]);
});

test('the platform says which other places there are', () => {
  expect(
    problemsOf({
      'platform.yaml': withPlaces('"{environment}/{service}", "shared/{team}"'),
      'services/web/service.yaml': withSecrets('{ remoteKey: "shared/{team}", keys: { a: {} } }'),
    }),
  ).toEqual([]);
});

test('a key that nothing takes is no matter', () => {
  expect(problemsOf({ 'services/web/service.yaml': withSecrets('{ remoteKey: other/web }') })).toEqual([]);
});

describe("what Vault's provider makes of a key counts, too", () => {
  const inPlaces = (places: string, key: string, mounts = 'secret'): readonly string[] =>
    problemsOf({
      'platform.yaml': `${platform}secrets: { places: [${places}], mounts: [${mounts}] }\n`,
      'services/web/service.yaml': withSecrets(`{ keys: { a: { remoteKey: ${key} } } }`),
      'services/web/prod.yaml': null,
    });

  test.each([
    ['all of the mount', 'secret', 'secret/dev/payments', 'dev/payments'],
    ['all of the mount, as its API calls it', 'secret/data', 'secret/data/dev/payments', 'dev/payments'],
    ['what is above the mount', 'kv', 'kv/team/dev/payments', 'dev/payments'],
  ])('a key is none of its own when it is only so as it is written: %s', (_, place, key, read) => {
    expect(inPlaces(place, key, 'secret, kv/team')).toEqual([
      expect.stringMatching(
        new RegExp(`External Secrets reads "(data/)?${read}", which is none of its places: "${place}"`),
      ),
    ]);
  });

  test('a key that begins with the mount is written without it', () => {
    expect(inPlaces('"{environment}/{service}"', 'secret/dev/web')).toEqual([
      `services/web/service.yaml:4:36: secrets.keys.a.remoteKey: service "web" takes the key "secret/dev/web" of the secret store, which is none of its places: "dev/web"; write "dev/web": External Secrets cuts "secret/" off, the mount of Vault's engine`,
    ]);
    expect(inPlaces('"{environment}/{service}"', 'secret/data/dev/web')).toEqual([
      expect.stringContaining('write "dev/web": External Secrets cuts "secret/" off'),
    ]);
  });

  test('a place that begins with the mount has keys that do', () => {
    for (const key of ['secret/web', 'secret/web/db']) expect(inPlaces('"secret/{service}"', key)).toEqual([]);
    expect(inPlaces('"secret/{service}"', 'secret/data/web')).toHaveLength(1);
  });

  test('elsewhere the mount is a name like any other', () => {
    expect(inPlaces('"{environment}/{service}"', 'dev/web/secret/data')).toEqual([]);
    expect(inPlaces('shared', 'shared/secret/data')).toEqual([]);
  });
});
