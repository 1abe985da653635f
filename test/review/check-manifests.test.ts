import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { readAccepted, writeAccepted } from '../../src/check/accepted-findings';
import type { CheckConfig } from '../../src/check/check-config';
import { settingsByVersion } from '../../src/manifest-schemas/for-version';
import { readManifests } from '../../src/manifests/read-folder';
import type { ManifestUnit } from '../../src/manifests/manifest';
import { InputError } from '../../src/model/problem';
import { renderingOf } from '../../src/render/rendering';
import { synthesize } from '../../src/render/synthesize';
import { everything } from '../../src/render/scope';
import { wantedTree } from '../../src/render/wanted-tree';
import { checkManifests, type CheckQuestion, type CheckResult } from '../../src/review/check-manifests';
import { ownCatalog } from '../../src/review/own-catalog';
import { renderedFoldersIn, treeUnit, unitOfTexts } from '../../src/review/tree-unit';
import { aCatalogFolder, environmentYaml, overlayYaml } from '../helpers/a-catalog';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { write } from '../helpers/tree';

const deployment = 'services/web/overlays/dev/deployment.yaml';
const settingsFor = settingsByVersion(packageRoot, []);

/** A catalog and the tree that it renders. */
function aRenderedTree(files: Readonly<Record<string, string>> = {}): { catalog: string; out: string } {
  const catalog = aCatalogFolder(files);
  const out = join(catalog, '..');
  synthesize({ catalog, out });
  return { catalog, out };
}

function unitsIn(folder: string): readonly ManifestUnit[] {
  return readManifests([folder], { kustomize: () => 'not installed', helm: () => 'not installed' });
}

async function checkTree(
  { catalog, out }: { catalog: string; out: string },
  different: Partial<CheckQuestion> = {},
): Promise<CheckResult> {
  return checkManifests({
    units: [treeUnit(renderedFoldersIn(out).flatMap(unitsIn))],
    config: {},
    catalog: ownCatalog(loadCatalog(folderSource(catalog)), { catalog, out }),
    settingsFor,
    textOf: (file) => readFileSync(file, 'utf8'),
    ...different,
  });
}

test('a rendered tree passes, and says what was looked at', async () => {
  const tree = aRenderedTree();

  const { isPassed, findings, objects, files } = await checkTree(tree);

  expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  expect(isPassed).toBe(true);
  expect(objects).toBeGreaterThan(10);
  expect(files).toBe(objects);
});

test('a file that is not what the catalog renders fails, by its path in the tree', async () => {
  const tree = aRenderedTree();
  appendFileSync(join(tree.out, deployment), '# by hand\n');
  rmSync(join(tree.out, 'services/web/overlays/dev/service.yaml'));

  const { isPassed, findings, rules } = await checkTree(tree);
  const stale = findings.filter(({ rule }) => rule === 'stale-rendering');

  expect(isPassed).toBe(false);
  expect(stale.map(({ file, message }) => [file, message])).toEqual([
    [deployment, 'the file is not what the catalog renders'],
    ['services/web/overlays/dev/service.yaml', 'the file is missing'],
  ]);
  expect(rules.map(({ id }) => id)).toContain('stale-rendering');
});

test('files that are not as rendered are weighed, excepted and accepted as other findings are', async () => {
  const tree = aRenderedTree();
  appendFileSync(join(tree.out, deployment), '# by hand\n');
  const found = await checkTree(tree);
  const accepted = readAccepted(writeAccepted(found.findings));

  const weighed = await checkTree(tree, { config: { severities: { 'stale-rendering': 'info' } } });
  const off = await checkTree(tree, { config: { severities: { 'stale-rendering': 'off' } } });
  const excepted = await checkTree(tree, {
    config: { exceptions: [{ rule: 'stale-rendering', files: ['services/web/'], reason: 'a trial until Friday' }] },
  });
  const taken = await checkTree(tree, { accepted: 'value' in accepted ? accepted.value : undefined });

  expect([found, weighed, off, excepted, taken].map(({ isPassed }) => isPassed)).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
  expect(weighed.findings).toContainEqual(expect.objectContaining({ rule: 'stale-rendering', severity: 'info' }));
  expect(excepted.suppressed).toMatchObject([
    { by: 'configuration', reason: 'a trial until Friday', finding: { rule: 'stale-rendering', file: deployment } },
  ]);
  expect(taken.accepted).toContainEqual(expect.objectContaining({ rule: 'stale-rendering', file: deployment }));
});

test('a tree that is on no disk is checked before anybody writes it', async () => {
  const loaded = loadCatalog(folderSource(aCatalogFolder()));
  const { idByPath, textOf } = renderingOf(wantedTree(loaded, everything), 'sha1', undefined);
  const texts = new Map([...idByPath.keys()].map((path) => [path, textOf(path) ?? '']));
  const checked = async (textByPath: ReadonlyMap<string, string>): Promise<CheckResult> =>
    checkManifests({
      units: [unitOfTexts(textByPath)],
      config: {},
      catalog: ownCatalog(loaded, undefined),
      settingsFor,
      textOf: (file) => textByPath.get(file),
    });

  const right = await checked(texts);
  const wrong = await checked(
    new Map(texts).set(deployment, texts.get(deployment)?.replace('web:v1.0.0', 'web:latest') ?? ''),
  );

  expect(right.isPassed).toBe(true);
  expect(right.objects).toBeGreaterThan(10);
  expect(wrong.isPassed).toBe(false);
  expect(wrong.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
    { rule: 'floating-image-tag', file: deployment },
  ]);
});

test('stale files are not looked for when other manifests are checked', async () => {
  const tree = aRenderedTree();
  appendFileSync(join(tree.out, deployment), '# by hand\n');

  const { isPassed } = await checkTree(tree, {
    catalog: ownCatalog(loadCatalog(folderSource(tree.catalog)), undefined),
  });

  expect(isPassed).toBe(true);
});

test('objects are held against the version of Kubernetes of their environment', async () => {
  const files = { 'environments/dev.yaml': environmentYaml.replace('1.36', '1.34') };
  const asked = new Set<string>();

  await checkTree(aRenderedTree(files), {
    settingsFor: (version) => {
      asked.add(version);
      return settingsFor(version);
    },
  });

  expect([...asked].sort()).toEqual(['1.34', '1.36']);
});

test('a catalog that is not valid is refused with its problems, and nothing is said of the manifests', async () => {
  const tree = aRenderedTree();
  write(tree.catalog, 'services/web/dev.yaml', `${overlayYaml}replica: 1\n`);

  await expect(async () => checkTree(tree)).rejects.toThrow(InputError);
});

describe("manifests of other people, with the team's answers", () => {
  const pod = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - { name: web, image: "web:latest" } # slipway-ignore floating-image-tag: a sandbox
`;

  test('what is suppressed is not found, and keeps its reason', async () => {
    const { findings, suppressed, files } = await checkText(pod, {});

    expect(findings.map(({ rule }) => rule)).not.toContain('floating-image-tag');
    expect(suppressed).toMatchObject([{ reason: 'a sandbox', finding: { rule: 'floating-image-tag', line: 6 } }]);
    expect(files).toBe(1);
  });

  test('a rule that is off finds nothing, and a file that cannot be read hides no other', async () => {
    const { findings } = await checkText(`${pod}---\nkind: [\n`, { severities: { 'missing-resources': 'off' } });

    expect(findings.map(({ rule }) => rule)).toContain('unreadable-manifest');
    expect(findings.map(({ rule }) => rule)).not.toContain('missing-resources');
  });

  test('a file that cannot be read is answered beside the line, and by its name', async () => {
    const template = `# slipway-ignore unreadable-manifest: a template of the installer\nkind: @kind@\n`;
    const bare = await checkText(template.replace(/^.*\n/, '# a template\n'), {});
    const beside = await checkText(template, {});
    const byName = await checkText('kind: [\n', {
      exceptions: [{ rule: 'unreadable-manifest', files: ['**/pod.yaml'], reason: 'a template' }],
    });

    expect(bare.findings.map(({ rule, line }) => [rule, line])).toEqual([['unreadable-manifest', 2]]);
    expect(beside.findings).toEqual([]);
    expect(beside.suppressed).toMatchObject([{ reason: 'a template of the installer' }]);
    expect(byName.findings).toEqual([]);
    expect(byName.suppressed).toMatchObject([{ reason: 'a template', by: 'configuration' }]);
  });

  async function checkText(text: string, config: CheckConfig): Promise<CheckResult> {
    const folder = temporaryFolder();
    write(folder, 'pod.yaml', text);
    const textOf = (file: string): string => readFileSync(file, 'utf8');
    return checkManifests({ units: unitsIn(folder), config, settingsFor, textOf });
  }
});

describe('what was not built is applied all the same, so a check', () => {
  const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\n';
  const foundIn = async (files: Readonly<Record<string, string>>, config: CheckConfig = {}): Promise<CheckResult> => {
    const folder = temporaryFolder();
    for (const [file, text] of Object.entries({ 'a.yaml': configMap, ...files })) write(folder, file, text);
    const fromConfig = (file: string): string => relative(folder, resolve(file));
    return checkManifests({ units: unitsIn(folder), config, fromConfig, settingsFor, textOf: () => undefined });
  };
  const rulesOf = ({ findings }: CheckResult): readonly string[] =>
    findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule);
  const kustomization = { 'k/kustomization.yaml': 'namePrefix: a-\nresources: [b.yaml]\n', 'k/b.yaml': configMap };

  test.each([
    ['kustomize is not there', kustomization, 'not built: kustomize is not installed'],
    ['helm is not there', { 'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n' }, 'helm is not installed'],
    [
      'a chart needs another one',
      { 'c/Chart.yaml': 'apiVersion: v2\nname: c\ndependencies: [{ name: redis, repository: "https://a" }]\n' },
      '"redis" that it depends on is not in its charts/',
    ],
  ])('does not pass: %s', async (_, files: Readonly<Record<string, string>>, reason) => {
    const result = await foundIn(files);

    expect(result.isPassed).toBe(false);
    expect(rulesOf(result)).toEqual(['not-built']);
    expect(result.findings.find(({ rule }) => rule === 'not-built')?.message).toContain(reason);
  });

  test('passes where the team says that it is to', async () => {
    const exceptions = [{ rule: 'not-built', files: ['k/kustomization.yaml'], reason: 'built elsewhere' }];

    expect((await foundIn(kustomization, { exceptions })).isPassed).toBe(true);
  });

  test('says it once: what would be fetched has a rule of its own', async () => {
    const files = { 'k/kustomization.yaml': 'namePrefix: a-\nresources: [https://example.com/b.yaml]\n' };
    const result = await foundIn(files);

    expect(result.isPassed).toBe(false);
    expect(rulesOf(result)).toEqual(['unfetched-load']);
  });

  test('passes where nothing is left: a component alone makes nothing', async () => {
    const files = { 'k/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n' };

    expect(rulesOf(await foundIn(files))).not.toContain('not-built');
  });
});
