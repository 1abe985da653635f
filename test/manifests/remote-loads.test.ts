import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import type { ManifestUnit, UnfetchedLoad } from '../../src/manifests/manifest';
import { programsOnPath, type Programs } from '../../src/manifests/programs';
import { readManifests } from '../../src/manifests/read-folder';
import { findPrograms } from '../cluster/tools/find-programs';
import { aCountingServer, type CountingServer } from '../helpers/a-counting-server';
import { temporaryFolder } from '../helpers/temporary-folder';

type Files = Readonly<Record<string, string>>;

const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: base }\ndata: { a: b }\n';
const builtin = (kind: string, rest: string): string =>
  `apiVersion: builtin\nkind: ${kind}\nmetadata: { name: x }\n${rest}\n`;

/** A kustomization that changes what it lists, so that it is built. */
const withFields = (fields: string): Files => ({
  'kustomization.yaml': `namePrefix: x-\n${fields}\n`,
  'a.yaml': config,
});

/**
 * Every field that the program takes for a path, from its source: sigs.k8s.io/kustomize/api v0.21.1, those of
 * types/kustomization.go, kvpairsources.go, patch.go, replacementfield.go and helmchartargs.go, and those of the plugins in
 * internal/builtins. Whoever reads `Load(` and `New(` of its loader finds no other.
 */
const fields: Readonly<Record<string, (url: string) => Files>> = {
  resources: (url) => withFields(`resources: [a.yaml, "${url}"]`),
  bases: (url) => withFields(`bases: ["${url}"]`),
  'patches.path': (url) => withFields(`resources: [a.yaml]\npatches: [{ path: "${url}" }]`),
  patchesStrategicMerge: (url) => withFields(`resources: [a.yaml]\npatchesStrategicMerge: ["${url}"]`),
  'patchesJson6902.path': (url) =>
    withFields(`resources: [a.yaml]\npatchesJson6902: [{ path: "${url}", target: { kind: ConfigMap, name: base } }]`),
  'replacements.path': (url) => withFields(`resources: [a.yaml]\nreplacements: [{ path: "${url}" }]`),
  'configMapGenerator.files': (url) => withFields(`configMapGenerator: [{ name: a, files: ["key=${url}"] }]`),
  'configMapGenerator.files without a key': (url) => withFields(`configMapGenerator: [{ name: a, files: ["${url}"] }]`),
  'configMapGenerator.envs': (url) => withFields(`configMapGenerator: [{ name: a, envs: ["${url}"] }]`),
  'configMapGenerator.env': (url) => withFields(`configMapGenerator: [{ name: a, env: "${url}" }]`),
  'secretGenerator.files': (url) => withFields(`secretGenerator: [{ name: a, files: ["key=${url}"] }]`),
  'secretGenerator.envs': (url) => withFields(`secretGenerator: [{ name: a, envs: ["${url}"] }]`),
  'secretGenerator.env': (url) => withFields(`secretGenerator: [{ name: a, env: "${url}" }]`),
  crds: (url) => withFields(`resources: [a.yaml]\ncrds: ["${url}"]`),
  configurations: (url) => withFields(`resources: [a.yaml]\nconfigurations: ["${url}"]`),
  'openapi.path': (url) => withFields(`resources: [a.yaml]\nopenapi: { path: "${url}" }`),
  generators: (url) => withFields(`resources: [a.yaml]\ngenerators: ["${url}"]`),
  transformers: (url) => withFields(`resources: [a.yaml]\ntransformers: ["${url}"]`),
  validators: (url) => withFields(`resources: [a.yaml]\nvalidators: ["${url}"]`),
  'ConfigMapGenerator.files': (url) => generated(builtin('ConfigMapGenerator', `files: ["key=${url}"]`)),
  'ConfigMapGenerator.envs': (url) => generated(builtin('ConfigMapGenerator', `envs: ["${url}"]`)),
  'SecretGenerator.files': (url) => generated(builtin('SecretGenerator', `files: ["key=${url}"]`)),
  'PatchTransformer.path': (url) => transformed(builtin('PatchTransformer', `path: "${url}"`)),
  'PatchJson6902Transformer.path': (url) =>
    transformed(builtin('PatchJson6902Transformer', `target: { kind: ConfigMap, name: base }\npath: "${url}"`)),
  'PatchStrategicMergeTransformer.paths': (url) =>
    transformed(builtin('PatchStrategicMergeTransformer', `paths: ["${url}"]`)),
  'ReplacementTransformer.replacements.path': (url) =>
    transformed(builtin('ReplacementTransformer', `replacements: [{ path: "${url}" }]`)),
};

/** Fields that are paths, too, and do nothing with HTTP: folders only, or nothing at all without `--enable-helm`. */
const fieldsWithoutHttp: Readonly<Record<string, (url: string) => Files>> = {
  components: (url) => withFields(`resources: [a.yaml]\ncomponents: ["${url}"]`),
  'helmCharts.repo': (url) => withFields(`helmCharts: [{ name: a, repo: "${url}" }]`),
  'helmCharts.valuesFile': (url) => withFields(`helmCharts: [{ name: a, valuesFile: "${url}" }]`),
  'helmCharts.additionalValuesFiles': (url) =>
    withFields(`helmCharts: [{ name: a, additionalValuesFiles: ["${url}"] }]`),
  'helmChartInflationGenerator.chartRepoUrl': (url) =>
    withFields(`helmChartInflationGenerator: [{ chartName: a, chartRepoUrl: "${url}" }]`),
  'HelmChartInflationGenerator.repo': (url) => generated(builtin('HelmChartInflationGenerator', `repo: "${url}"`)),
  'ValueAddTransformer.targetFilePath': (url) =>
    transformed(builtin('ValueAddTransformer', `value: a\ntargetFilePath: "${url}"`)),
};

/** Places where a text is read as well. */
const places: Readonly<Record<string, (url: string) => Files>> = {
  'a key in another case, for Go does not mind': (url) => withFields(`ReSources: ["${url}"]`),
  'the last one of repeated keys': (url) => withFields(`resources: [a.yaml]\nresources: ["${url}"]`),
  'an alias': (url) => withFields(`namespace: &a "${url}"\nresources: [*a]`),
  'a text in base64': (url) => withFields(`resources: [!!binary ${Buffer.from(url).toString('base64')}]`),
  'a text with escapes': (url) => withFields(`resources: ["\\x68${url.slice(1)}"]`),
  'a nested kustomization': (url) => nested('b', url),
  'a nested kustomization that is hidden': (url) => nested('.b', url),
  'a nested kustomization among packages': (url) => nested('node_modules/b', url),
  'a nested kustomization with a chart beside it': (url) => ({ ...nested('b', url), 'b/Chart.yaml': 'name: b\n' }),
  'a component': (url) => ({
    ...withFields('resources: [a.yaml]\ncomponents: [b]'),
    'b/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: ["${url}"]\n`,
  }),
  'a file of generators without the ending of YAML': (url) => ({
    ...withFields('generators: [gen.txt]'),
    'gen.txt': builtin('ConfigMapGenerator', `envs: ["${url}"]`),
  }),
  'a generator in the kustomization': (url) =>
    withFields(
      `generators:\n  - |\n    ${builtin('ConfigMapGenerator', `envs: ["${url}"]`).trim().replaceAll('\n', '\n    ')}`,
    ),
  'a generator that a folder makes': (url) => ({
    ...withFields('generators: [b]'),
    'b/kustomization.yaml': `resources: [gen.yaml]\npatches: [{ patch: '[{ "op": "replace", "path": "/envs", "value": ["${url}"] }]', target: { kind: ConfigMapGenerator } }]\n`,
    'b/gen.yaml': builtin('ConfigMapGenerator', 'envs: [a]'),
  }),
  'a name that a folder has, too': (url) => ({
    ...withFields(`resources: ["${url}"]`),
    [url.replace('//', '/')]: config,
  }),
};

const { kustomize } = Object.fromEntries(findPrograms(['kustomize']).found);
const describeWithKustomize = kustomize === undefined ? describe.skip : describe;
const programsWith = (isNetworkAllowed: boolean): Programs => {
  const variables = { ...process.env, PATH: [dirname(kustomize ?? ''), process.env['PATH']].join(delimiter) };
  return programsOnPath({ variables, isNetworkAllowed });
};

describeWithKustomize('the real program (skipped where "npm run cluster:tools" has not built it)', () => {
  let server: CountingServer;

  beforeAll(async () => {
    server = await aCountingServer();
  });
  afterAll(() => {
    server.stop();
  });

  test.each(Object.entries({ ...fields, ...places }))('would ask a server: %s', (_, filesFor) => {
    const folder = folderOf(filesFor(`http://${server.host}/x`));

    readManifests([folder], programsWith(true));

    expect(server.takeAsked()).toContain('GET /x');
  });

  test.each(Object.entries({ ...fields, ...places, ...fieldsWithoutHttp }))('asks nobody: %s', (_, filesFor) => {
    const folder = folderOf(filesFor(`http://${server.host}/x`));

    const units = readManifests([folder], programsWith(false));

    expect(server.takeAsked()).toEqual([]);
    expect(reasonsOf(units)).toHaveLength(1);
    expect(unfetchedIn(units)).not.toEqual([]);
    expect(JSON.stringify(units.map(({ objects }) => objects))).not.toContain('fetched');
  });

  test('reaches nothing even when it is asked to build what loads something', () => {
    const folder = folderOf(fields['resources']?.(`http://${server.host}/x`) ?? {});
    const gitFolder = folderOf(withFields(`resources: ["file://${temporaryFolder()}//x"]`));

    const { kustomize: build } = programsWith(false);

    expect(build(gitFolder)).toMatchObject({ failure: expect.stringContaining('"git"') });
    if (process.platform === 'linux') build(folder);
    expect(server.takeAsked()).toEqual([]);
  });
});

describe('what a build would fetch', () => {
  test.each([
    'http://example.com/x.yaml',
    'HTTP://example.com/x.yaml',
    'https:x',
    'ssh://git@example.com/a/b',
    'file:///srv/a//x',
    'git@example.com:a/b',
    'x@127.0.0.1:a/b.git',
    'x@127.0.0.1/a/b.git',
    'git::https://example.com/a/b',
    'git::x',
    'gh:a/b',
    'github.com/a/b',
    'GitHub.com:a/b',
    'a@example.com/a\nb/c',
    `http://example.com/${'x'.repeat(1500)}`,
  ])('is told by the shape of text %#', (text) => {
    for (const filesFor of Object.values({ ...fields, ...fieldsWithoutHttp })) {
      const files = filesFor('@');
      const quoted = JSON.stringify(text).slice(1, -1);
      const folder = folderOf(
        Object.fromEntries(
          Object.entries(files).map(([path, content]) => [path, content.replace(/(?<=["=])@(?=")/, () => quoted)]),
        ),
      );

      expect(reasonsOf(readManifests([folder], neverAsked))).toEqual([
        expect.stringMatching(/^not built: it loads ".*", and nothing is loaded from the network$/),
      ]);
    }
  });

  test('is no text that nobody takes for a path', () => {
    const folder = folderOf(
      withFields(
        'resources: [a.yaml]\n' +
          'commonAnnotations: { docs: "https://example.com" }\n' +
          'labels: [{ pairs: { a: "https://example.com" } }]\n' +
          'images: [{ name: github.com/a/b, newTag: "1" }]\n' +
          'configMapGenerator: [{ name: a, literals: ["url=https://example.com"] }]\n' +
          'patches: [{ patch: "https://example.com" }]',
      ),
    );
    const built: string[] = [];

    readManifests([folder], { ...neverAsked, kustomize: (path) => (built.push(path), { output: '' }) });

    expect(built).toEqual([folder]);
  });

  test('is found where links lead', () => {
    const folder = folderOf({
      'in/kustomization.yaml': 'namePrefix: x-\nresources: [link]\n',
      'away/b/kustomization.yaml': 'resources: [../c]\n',
      'away/c/kustomization.yaml': 'resources: ["http://example.com/x"]\n',
    });
    symlinkSync(join(folder, 'away', 'b'), join(folder, 'in', 'link'));

    expect(reasonsOf(readManifests([join(folder, 'in')], neverAsked))).toEqual(
      expect.arrayContaining([expect.stringContaining('it loads "http://example.com/x"')]),
    );
  });

  test('is said of the kustomization that names it, with its place, and of the one that is not built for it', () => {
    const folder = folderOf(nested('b', 'http://example.com/x'));

    const units = readManifests([folder], neverAsked);

    expect(unfetchedIn(units)).toEqual([
      { path: ['resources', 0], reason: '"http://example.com/x" would be fetched' },
      { path: [], reason: 'it loads "http://example.com/x", and nothing is loaded from the network' },
    ]);
  });

  test('is no matter where it may be fetched', () => {
    const folder = folderOf(withFields('resources: ["http://example.com/x"]'));
    const allowed: Programs = { ...neverAsked, isNetworkAllowed: true, kustomize: () => ({ output: '' }) };

    expect(unfetchedIn(readManifests([folder], allowed))).toEqual([]);
  });

  test.each([
    ['is no YAML', 'a: [\n'],
    ['is in UTF-16', Buffer.from('\ufeffresources: ["http://example.com/x"]\n', 'utf16le')],
    ['merges what readers take otherwise', 'a: &a { resources: ["http://example.com"] }\nresources: []\n<<: *a\n'],
  ])('is not guessed where a kustomization %s', (_, content) => {
    const folder = folderOf({ ...withFields('resources: [b]') });
    mkdirSync(join(folder, 'b'));
    writeFileSync(join(folder, 'b', 'kustomization.yaml'), content);

    expect(reasonsOf(readManifests([folder], neverAsked))).toEqual([
      'not built: nobody can tell what one of its kustomizations loads',
    ]);
  });
});

/** The build would be a failure of the test. */
const neverAsked: Programs = {
  kustomize: (folder) => {
    throw new Error(`kustomize was asked to build ${folder}`);
  },
  helm: () => 'not installed',
};

function generated(generator: string): Files {
  return { ...withFields('generators: [gen.yaml]'), 'gen.yaml': generator };
}

function transformed(transformer: string): Files {
  return { ...withFields('resources: [a.yaml]\ntransformers: [transformer.yaml]'), 'transformer.yaml': transformer };
}

function nested(folder: string, url: string): Files {
  return { ...withFields(`resources: [${folder}]`), [`${folder}/kustomization.yaml`]: `resources: ["${url}"]\n` };
}

function reasonsOf(units: readonly ManifestUnit[]): readonly string[] {
  return units
    .flatMap(({ skipped }) => skipped.map(({ reason }) => reason))
    .filter((one) => one.startsWith('not built'));
}

function unfetchedIn(units: readonly ManifestUnit[]): readonly UnfetchedLoad[] {
  return units.flatMap(({ kustomizations }) => kustomizations.flatMap(({ unfetched = [] }) => unfetched));
}

function folderOf(files: Files): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
