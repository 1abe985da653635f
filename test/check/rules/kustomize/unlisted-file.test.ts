import { rules } from '../../../../src/check/rules';
import { findingsInFiles } from '../../../helpers/findings-in-files';

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, namespace: shop }\n';
/** Half of an object: alone, it has nothing that a Deployment needs. */
const patch = 'apiVersion: extensions/v1beta1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 3 }\n';
const unlisted = (file: string): string =>
  `unlisted-file: "${file}" lies beside the kustomization, and nothing names it: it is not applied`;

const all = rules.map(({ id }) => id);

/** What all rules say: `rule: message`. */
function foundIn(files: Readonly<Record<string, string>>): readonly string[] {
  return findingsInFiles(files, all).map((line) => line.replace(/^\S+ \w+ /, '').replace(/; .*/, ''));
}

test('of a patch that nobody lists it is said that it is not applied, and nothing else', () => {
  const found = foundIn({
    'kustomization.yaml': 'resources: [config.yaml]\n',
    'config.yaml': config,
    'old-patch.yaml': patch,
  });

  expect(found).toEqual([unlisted('old-patch.yaml')]);
});

test('a secret in such a file is in Git all the same', () => {
  const found = foundIn({
    'kustomization.yaml': 'resources: [config.yaml]\n',
    'config.yaml': config,
    'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: { name: web }\nstringData: { password: hunter2S3cret }\n',
  });

  expect(found).toContain(unlisted('secret.yaml'));
  expect(found.filter((one) => one.startsWith('secret-in-git'))).toHaveLength(1);
});

test.each([
  ['a resource', 'resources: [config.yaml, p.yaml]\n', {}],
  ['a patch', 'resources: [config.yaml]\npatches: [{ path: p.yaml }]\n', {}],
  ['a path that is written in another way', 'resources: [config.yaml]\npatches: [{ path: ./p.yaml }]\n', {}],
  [
    'the kustomization of another folder',
    'resources: [config.yaml]\n',
    { 'other/kustomization.yaml': 'resources: [../p.yaml]\n' },
  ],
  [
    'a generator that lists files of its own',
    'resources: [config.yaml]\ngenerators: [g.yaml]\n',
    { 'g.yaml': 'kind: ksops\napiVersion: viaduct.ai/v1\nmetadata: { name: g }\nfiles: [p.yaml]\n' },
  ],
])('a file that is named by %s is listed', (_, kustomization, more) => {
  const found = foundIn({
    'kustomization.yaml': kustomization,
    'config.yaml': config,
    'p.yaml': config.replace('web', 'other'),
    ...more,
  });

  expect(found.filter((one) => one.startsWith('unlisted-file'))).toEqual([]);
});

test('what people apply by hand may lie there', () => {
  const found = foundIn({
    'kustomization.yaml': 'resources: [config.yaml]\n',
    'config.yaml': config,
    'root.yaml':
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: root, namespace: argocd }\nspec: { project: x }\n',
    'ks.yaml':
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: root, namespace: flux-system }\nspec: {}\n',
    'values.yaml': 'replicas: 3\n',
  });

  expect(found.filter((one) => one.startsWith('unlisted-file'))).toEqual([]);
});
