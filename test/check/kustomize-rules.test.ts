import { join, relative } from 'node:path';

import { nothingInstalled, writeFiles } from '../../scripts/reference/example-files';
import type { Finding } from '../../src/check/finding';
import { kustomizeRules } from '../../src/check/rules/kustomize';
import { runRules } from '../../src/check/run-rules';
import { readManifests } from '../../src/manifests/read-folder';
import { editText } from '../../src/yaml/edit-text';
import { temporaryFolder } from '../helpers/temporary-folder';

const config = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\n`;
const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: '${image}' }] }\n`;

test('a finding says file and line, also of a base that only overlays use, and each is there once', () => {
  const found = findingsIn({
    'base/kustomization.yaml': 'resources:\n  - none.yaml\n',
    'dev/kustomization.yaml': 'resources: [../base]\nnamePrefix: dev-\n',
    'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\n',
  });

  expect(found).toEqual(['base/kustomization.yaml:2 missing-kustomization-file: there is no "none.yaml"']);
});

test('a key that is written twice is found at the second place, and what the last one says is what counts', () => {
  const found = findingsIn({
    'kustomization.yaml': 'resources: [none.yaml]\nnamespace: shop\nresources: [a.yaml]\n',
    'a.yaml': config('a'),
  });

  expect(found).toEqual([
    'kustomization.yaml:3 duplicate-kustomization-key: key "resources" is written twice: kustomize takes this one and drops the other',
  ]);
});

test('files of every field are looked for; what is inline, on the network or behind "key=" is no file of that name', () => {
  const found = findingsIn({
    'kustomization.yaml': `resources: [a.yaml, 'https://github.com/your-org/x//y?ref=v1']
components: [a.yaml]
patches: [{ path: p.yaml }, { patch: '{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "a" } }' }]
configMapGenerator: [{ name: b, files: [app.properties=there.txt, gone.txt], envs: [gone.env] }]
replacements: [{ path: gone-too.yaml }]
crds: [.]
`,
    'a.yaml': config('a'),
    'there.txt': 'x=y\n',
  });

  expect(found.map((line) => line.replace(/^.*: /, ''))).toEqual([
    expect.stringMatching(/a\.yaml$/),
    'component "a.yaml" is a file',
    'there is no "p.yaml"',
    'there is no "gone.txt"',
    'there is no "gone.env"',
    'there is no "gone-too.yaml"',
    '"." is a folder, and a file is wanted',
  ]);
});

test('a file is inside of a folder however its path is written', () => {
  const found = findingsIn({
    'base/kustomization.yaml':
      'resources: [a.yaml]\npatches: [{ path: ../base/p/more.yaml }, { path: ./p/../../base/p/more.yaml }, { path: ../other.yaml }]\n',
    'base/a.yaml': config('a'),
    'base/p/more.yaml': config('a'),
    'other.yaml': config('a'),
  });

  expect(found).toEqual([
    'base/kustomization.yaml:2 file-outside-kustomization: file "../other.yaml" is outside of the folder of the kustomization',
  ]);
});

describe('copies of one base', () => {
  const copies = (one: string, more: Readonly<Record<string, string>>) =>
    findingsIn({
      'kustomization.yaml': 'resources: [a, b]\n',
      'a/kustomization.yaml': `resources: [../base]\n${one}`,
      'b/kustomization.yaml': 'resources: [../base]\nnameSuffix: -b\n',
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': config('a'),
      ...more,
    }).filter((line) => line.includes('duplicate-kustomization-resource'));

  const rows: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['a suffix', 'nameSuffix: -a\n', {}],
    [
      'a patch that renames',
      `patches: [{ target: { kind: ConfigMap }, patch: '[{ "op": "replace", "path": "/metadata/name", "value": "c" }]' }]\nnameSuffix: -b\n`,
      {},
    ],
    [
      'a patch that takes away',
      `patches: [{ patch: '{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "a" }, "$patch": "delete" }' }]\nnameSuffix: -b\n`,
      {},
    ],
    [
      'a component',
      'components: [../c]\nnameSuffix: -b\n',
      { 'c/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n' },
    ],
  ];

  test.each(rows)('are told apart by %s', (_, one, more) => {
    expect(copies(one, more)).toEqual([]);
  });

  test('that nothing tells apart are one object twice', () => {
    expect(copies('nameSuffix: -b\n', {})).toEqual([
      expect.stringContaining('"b" holds ConfigMap "a-b", which "a" holds as well'),
    ]);
  });
});

describe('objects of bases', () => {
  test('two bases with one object are found, unless prefixes or namespaces tell them apart', () => {
    const twoBases = (prefix: string): Record<string, string> => ({
      'shared/kustomization.yaml': 'resources: [a.yaml]\n',
      'shared/a.yaml': config('a'),
      'one/kustomization.yaml': `resources: [../shared]\n${prefix}`,
      'two/kustomization.yaml': 'resources: [../shared]\n',
      'prod/kustomization.yaml': 'resources: [../one, ../two]\n',
    });

    expect(findingsIn(twoBases(''))).toEqual([
      'prod/kustomization.yaml:1 duplicate-kustomization-resource: "../two" holds ConfigMap "a", which "../one" holds as well',
    ]);
    expect(findingsIn(twoBases('namePrefix: one-\n'))).toEqual([]);
    expect(findingsIn(twoBases('namespace: one\n'))).toEqual([]);
  });

  test.each([
    ['the name in the file', '{ kind: ConfigMap, name: a }', true],
    ['the name with a prefix', '{ kind: ConfigMap, name: base-a }', true],
    ['a pattern', '{ kind: Config.*, name: "a|b" }', true],
    ['a pattern for a part of the name', '{ name: base }', false],
    ['a label that the base adds', '{ labelSelector: app=web }', true],
    ['a label that nothing has', '{ labelSelector: app=api }', false],
    ['another kind', '{ kind: Deployment }', false],
    ['a namespace that the base sets', '{ namespace: shop }', true],
  ])('a patch finds its target by %s', (_, target, isFound) => {
    const found = findingsIn({
      'base/kustomization.yaml':
        'resources: [a.yaml]\nnamePrefix: base-\nnamespace: shop\nlabels: [{ pairs: { app: web } }]\n',
      'base/a.yaml': config('a'),
      'prod/kustomization.yaml': `resources: [../base]\npatches: [{ target: ${target}, patch: '[]' }]\n`,
    });

    expect(found.length === 0).toBe(isFound);
  });

  test('many that name each other are looked at once each, and of a large circle some steps are told', () => {
    const count = 60;
    const files = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `k${index}/kustomization.yaml`,
        `resources:\n${Array.from({ length: count }, (_unused, other) => (other === index ? '' : `  - ../k${other}\n`)).join('')}`,
      ]),
    );

    const found = findingsIn(files);

    expect(new Set(found.map((line) => line.replace(/^\S+ ([\w-]+):.*/, '$1')))).toEqual(
      new Set(['kustomization-cycle']),
    );
    expect(Math.max(...found.map(({ length }) => length))).toBeLessThan(600);
  });

  test('of what nobody can know nothing is said: plugins, the network, components that rename', () => {
    const patch = 'patches: [{ target: { kind: Deployment }, patch: "[]" }]\n';
    const renaming = { 'c/kustomization.yaml': 'kind: Component\nnamePrefix: x-\n' };

    expect(findingsIn({ 'kustomization.yaml': patch })).toHaveLength(1);
    expect(findingsIn({ 'kustomization.yaml': `${patch}helmCharts: [{ name: web }]\n` })).toEqual([]);
    expect(findingsIn({ 'kustomization.yaml': `${patch}resources: ['git@example.com:a/b?ref=v1']\n` })).toEqual([
      'kustomization.yaml:2 unfetched-load: "git@example.com:a/b?ref=v1" would be fetched: what this makes is not checked',
    ]);
    expect(findingsIn({ 'kustomization.yaml': `${patch}components: [c]\n`, ...renaming })).toEqual([]);
  });

  test('a generator of the same kind and name in the same kustomization collides; in another namespace it does not', () => {
    const generators = (second: string): Record<string, string> => ({
      'kustomization.yaml': `configMapGenerator:\n  - { name: a, literals: [x=y] }\n  - { name: a, ${second} }\n`,
    });

    expect(findingsIn(generators('literals: [x=z]'))).toEqual([
      'kustomization.yaml:3 colliding-generator: ConfigMap "a" is there before this generator makes it',
    ]);
    expect(findingsIn(generators('namespace: shop'))).toEqual([]);
    expect(findingsIn(generators('behavior: replace'))).toEqual([]);
  });
});

describe('images', () => {
  const overlay = (entry: string, more = ''): Record<string, string> => ({
    'base/kustomization.yaml':
      'resources: [pod.yaml]\nimages: [{ name: localhost:5000/web, newName: ghcr.io/o/web }]\n',
    'base/pod.yaml': pod('localhost:5000/web:v1'),
    'prod/kustomization.yaml': `resources: [../base]\nimages: [${entry}]\n${more}`,
  });

  test('the name has to be all that stands before the tag', () => {
    expect(findingsIn(overlay('{ name: web, newTag: v2 }'))).toEqual([
      'prod/kustomization.yaml:2 image-override-without-image: no container runs the image "web"',
    ]);
    expect(findingsIn(overlay('{ name: localhost:5000/web, newTag: v2 }'))).toEqual([]);
  });

  test('the new name that a base gave it, and an image that a patch adds, are names as well', () => {
    const sidecar = 'patches: [{ target: { kind: Pod }, patch: \'[{ "op": "add", "value": "proxy:v1" }]\' }]\n';

    expect(findingsIn(overlay('{ name: ghcr.io/o/web, newTag: v2 }'))).toEqual([]);
    expect(findingsIn(overlay('{ name: proxy, newTag: v2 }', sidecar))).toEqual([]);
  });
});

test('a circle of three is found once, with all who are in it', () => {
  const found = findingsIn({
    'a/kustomization.yaml': 'resources: [../b]\n',
    'b/kustomization.yaml': 'resources: [../c]\n',
    'c/kustomization.yaml': 'resources: [../a]\n',
  });

  expect(found).toEqual([
    expect.stringMatching(/^c\/kustomization.yaml:1 kustomization-cycle: .*a\/.* uses .*b\/.* uses .*c\/.* uses .*a\//),
  ]);
});

test.each([
  ['https://github.com/your-org/bases//web?ref=v1.4.0', 0],
  ['https://github.com/your-org/bases//web', 1],
  ['github.com/your-org/bases/web?ref=main', 1],
  ['git@github.com:your-org/bases.git?ref=0f3c2d1', 0],
  ['https://raw.githubusercontent.com/your-org/bases/master/a.yaml', 1],
  ['https://github.com/your-org/bases/releases/latest/download/install.yaml', 1],
  ['https://github.com/your-org/bases/releases/download/v1.2.0/install.yaml', 0],
  ['https://example.com/install.yaml', 0],
])('remote base %s: %i findings', (url, count) => {
  const found = findingsIn({ 'kustomization.yaml': `resources: ['${url}']\n` });

  expect(found.filter((one) => one.includes(' unpinned-remote-base: '))).toHaveLength(count);
});

test('literals of a secretGenerator are errors, files in the repository warnings, and files that are not there neither', () => {
  const found = find({
    'kustomization.yaml':
      'secretGenerator:\n  - { name: a, literals: [token=abc-def, user=, later=$(TOKEN)], files: [key.pem], envs: [gone.env] }\n',
    'key.pem': 'x\n',
  }).filter(({ rule }) => rule === 'secret-generator-in-git');

  expect(found.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'error: the generator of Secret "a" has a value for "token"',
    'warning: the generator of Secret "a" reads "key.pem", which is in the repository',
  ]);
});

test('fixes of one file fit together, and keep its comments', () => {
  const text = `# of the shop
bases: [../base]
patchesStrategicMerge:
  - p.yaml
resources:
  - a.yaml # first
  - ./a.yaml
  - a.yaml
`;
  const files = {
    'base/kustomization.yaml': 'configMapGenerator: [{ name: b }]\n',
    'prod/kustomization.yaml': text,
    'prod/a.yaml': config('a'),
    'prod/p.yaml': `${config('a')}data: { x: 'y' }\n`,
  };

  const edits = find(files)
    .toReversed()
    .flatMap(({ fix = [] }) => fix);
  const { text: after } = editText(
    text,
    edits.map(({ path, value }) => (value === undefined ? { kind: 'remove', path } : { kind: 'set', path, value })),
  );

  // The keys are in the order of their names, and so is the new one.
  expect(after).toBe(`# of the shop
patches:
  - path: p.yaml
resources:
  - a.yaml # first
  - "../base"
`);
});

test.each([
  ['patches that are there before', 'patchesStrategicMerge: [p.yaml]\npatches: []\n'],
  ['a JSON patch, which comes after names have changed', 'patchesJson6902: []\n'],
  ['variables', 'vars: []\n'],
])('%s are for a person to move', (_, text) => {
  const [finding] = find({ 'kustomization.yaml': `${text}resources: [p.yaml]\n`, 'p.yaml': config('a') });

  expect(finding).toMatchObject({ rule: 'deprecated-kustomization-field' });
  expect(finding).not.toHaveProperty('fix');
});

function find(files: Readonly<Record<string, string>>): readonly Finding[] {
  const folder = temporaryFolder();
  writeFiles(folder, new Map(Object.entries(files)));
  const units = readManifests([folder], nothingInstalled);
  return units
    .flatMap((unit) => runRules(unit, { rules: kustomizeRules, settings: { kubernetesVersion: '1.36' } }))
    .map((finding) => ({ ...finding, file: relative(folder, join(process.cwd(), finding.file)) }));
}

function findingsIn(files: Readonly<Record<string, string>>): readonly string[] {
  return find(files).map(({ file, line, rule, message }) => `${file}:${line} ${rule}: ${message}`);
}
