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
