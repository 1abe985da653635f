import { overlayYaml as release } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';

const rules = 'team: web-team\nports: []\nruns: manifests\n';
const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: reader }\nrules: []\n';
const files = (service: string, overlay = '{}\n') => ({
  'services/rules/service.yaml': service,
  'services/rules/dev.yaml': overlay,
  'services/rules/manifests/role.yaml': role,
});

it.each([
  ['without a release', files(rules)],
  ['with a release, which is a name for it', files(rules, release)],
  ['with labels of its own', files(`${rules}metadata: { all: { labels: { part: rules } } }\n`)],
])('takes what is nothing but its manifests: %s', (_, all) => {
  expect(problemsOf(all)).toEqual([]);
});

it('refuses what says nothing of manifests, at its place', () => {
  const all = files(`${rules}dependsOn: [web]\nscale: { owner: fixed, replicas: 2 }\n`, 'env: { A: a }\n');

  expect(problemsOf(all)).toEqual([
    'services/rules/dev.yaml:1:6: env: "env" of service "rules" changes nothing: it runs nothing but its manifests; say it there, or remove "runs: manifests"',
    'services/rules/service.yaml:4:12: dependsOn: "dependsOn" of service "rules" changes nothing: it runs nothing but its manifests; say it there, or remove "runs: manifests"',
    'services/rules/service.yaml:5:8: scale: "scale" of service "rules" changes nothing: it runs nothing but its manifests; say it there, or remove "runs: manifests"',
  ]);
});

it('refuses what has no manifests in an environment, unless it is retired there', () => {
  const none = { 'services/rules/service.yaml': rules, 'services/rules/dev.yaml': '{}\n' };

  expect(problemsOf(none)).toEqual([
    'services/rules/service.yaml:3:7: runs: service "rules" is nothing but its manifests, and has none in "dev"; write one into catalog/services/rules/manifests',
  ]);
  expect(problemsOf({ ...none, 'services/rules/dev.yaml': 'retired: true\n' })).toEqual([]);
});
