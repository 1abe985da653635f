import { environmentYaml as env, platformYaml as platform } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const signed = (keys: string): string => `${env}signatures: { keys: [${keys}] }\n`;

test('a team must not be a group that Argo CD gives every right', () => {
  const admin = '  admin: { owners: ["@your-org/admin"] }\n';

  expect(problemsOf({ 'platform.yaml': platform + admin })).toEqual([
    'platform.yaml:6:10: teams.admin: the group of team "admin" would be called "admin", and Argo CD gives every right to a group of this name; say teams.admin.groups, or rename the team',
  ]);
  expect(problemsOf({ 'platform.yaml': platform + admin.replace(' }', ', groups: [operators] }') })).toEqual([]);
});

describe('environments that share a project', () => {
  const shared = `${platform}argocd: { project: services }\n`;

  test.each([
    ['one of them without', env],
    ['other keys', signed('"4AEE18F83AFDEB23", "AAAAAAAAAAAAAAAA"')],
  ])('must have the same signature keys: %s', (_, dev) => {
    const files = {
      'platform.yaml': shared,
      'environments/dev.yaml': dev,
      'environments/prod.yaml': signed('"4AEE18F83AFDEB23"'),
    };

    expect(problemsOf(files)).toEqual([
      expect.stringMatching(
        /^environments\/(dev|prod)\.yaml:14:13: signatures: environments "(dev|prod)" and "(dev|prod)" share the AppProject "services", and do not have the same signature keys; give both the same keys, or put "\{environment\}" into argocd\.project of platform\.yaml$/,
      ),
    ]);
  });

  test('may have them in another order', () => {
    const files = {
      'platform.yaml': shared,
      'environments/dev.yaml': signed('"4AEE18F83AFDEB23", "AAAAAAAAAAAAAAAA"'),
      'environments/prod.yaml': signed('"AAAAAAAAAAAAAAAA", "4AEE18F83AFDEB23"'),
    };

    expect(problemsOf(files)).toEqual([]);
  });
});

test('environments with projects of their own sign as they like', () => {
  expect(problemsOf({ 'environments/prod.yaml': signed('"4AEE18F83AFDEB23"') })).toEqual([]);
});

test.each(['"4AEE18F8"', '"4aee18f83afdeb23"', '4000000000000000'])('a key is no %s', (key) => {
  expect(problemsOf({ 'environments/prod.yaml': signed(key) })).toEqual([
    expect.stringMatching(/^environments\/prod\.yaml:14:22: signatures\.keys\[0\]: .*must be/),
  ]);
});
