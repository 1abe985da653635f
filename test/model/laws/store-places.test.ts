import { overlayYaml, platformYaml as platform, serviceYaml as service } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

/** Problems of a catalog that also has a service of some name in dev. */
const withService = (name: string, places: string, mounts = 'secret'): readonly string[] =>
  problemsOf({
    'platform.yaml': `${platform}secrets: { places: [${places}], mounts: [${mounts}] }\n`,
    [`services/${name}/service.yaml`]: service,
    [`services/${name}/dev.yaml`]: overlayYaml,
  });
const usual = '"{environment}/{service}"';

test.each([
  ['an environment', 'prod', `${usual}, "{service}"`, 'the place "prod" of service "prod" in "dev"', '"prod/web"'],
  ['an environment, once the mount is cut off', 'prod', `${usual}, "secret/{service}"`, '"secret/prod"', '"prod/web"'],
  ['all of the mount, as its API calls it', 'data', `${usual}, "secret/{service}"`, '"secret/data"', '"dev/web"'],
  ['all of the mount', 'secret', `${usual}, "{service}"`, '"secret"', '"dev/web"'],
  ['a place of another pattern', 'web-db', `${usual}, "{environment}/{service}-db"`, '"dev/web-db"', '"dev/web-db"'],
  ['Secrets of the platform', 'port-gitops-controller', usual, '"dev/port-gitops-controller"', 'of the platform'],
])('a service has no name that makes its place that of %s', (_, name, places, holder, held) => {
  const [problem = ''] = withService(name, places);

  expect(problem).toContain(holder);
  expect(problem).toContain(`in the secret store holds`);
  expect(problem).toContain(held);
  expect(problem).toContain('with "{environment}/{service}" no place of a service holds another');
});

test('the message says what to do', () => {
  const [problem = '', ...more] = withService('prod', `${usual}, "secret/{service}"`);

  expect(problem).toMatch(/^services\/prod\/service\.yaml/);
  expect(problem).toContain(
    'the place "secret/prod" of service "prod" in "dev" in the secret store holds "prod/web" of service "web" in "prod", since External Secrets cuts "secret/" off, the mount of Vault\'s engine; give the service another name, or change "secret/{service}" in secrets.places of platform.yaml: with "{environment}/{service}" no place of a service holds another',
  );
  expect(more).toEqual([]);
});

test.each([
  ['the usual place', usual],
  ['a place that its team shares, above those of services', '"{environment}/{team}", "{environment}/{team}/{service}"'],
  ['all of the environment, for everybody', `"{environment}", ${usual}`],
  ['a place for all environments', `${usual}, "shared/{service}"`],
  ['a place without names', `${usual}, prod`],
])('any name will do with %s', (_, places) => {
  for (const name of ['prod', 'data', 'secret', 'web-team'])
    expect([name, withService(name, places)]).toEqual([name, []]);
});

test('where the engine is mounted elsewhere, another name is refused', () => {
  expect(withService('prod', `${usual}, "kv/{service}"`)).toEqual([]);
  expect(withService('prod', `${usual}, "kv/{service}"`, 'kv')).toHaveLength(1);
});

test('a place for everybody that is an environment once the mount is cut off is of the platform to mend', () => {
  expect(withService('api', `${usual}, "secret/{environment}"`)).toEqual([
    expect.stringMatching(/^platform\.yaml:\d+:\d+: secrets\.places\[1\]: the place "secret\/dev" of .* holds "dev\//),
  ]);
});
