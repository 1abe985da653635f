import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { diffAsJson } from '../../src/diff/as-json';
import { headline, titleOf, type DiffReport } from '../../src/diff/report';
import { Repository } from '../../src/gitops/repository';
import { schemasByVersion } from '../../src/manifest-schemas/for-version';
import { recall } from '../../src/render/memory';
import { InputError } from '../../src/model/problem';
import { synthesize } from '../../src/render/synthesize';
import { changesOf, type ChangesOptions } from '../../src/review/changes-of';
import { treeOfCommit, type TreeBefore } from '../../src/review/tree-before';
import { treeNow, type TreeNowOptions } from '../../src/review/tree-now';
import { contentAt } from '../../src/tree/content-at';
import { aCatalogFolder, environmentYaml, overlayYaml } from '../helpers/a-catalog';
import { commitAll, git, makeRepository } from '../helpers/a-git-repository';
import { packageRoot } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { filesBelow } from '../helpers/tree';

const overlay = 'services/web/dev.yaml';
const replicas = (count: number): string => `${overlayYaml}scale: { owner: fixed, replicas: ${count} }\n`;
const schemasFor = schemasByVersion(packageRoot);

/** A GitOps repository with the small catalog, rendered and committed. */
function aRepository(files: Readonly<Record<string, string>> = {}): { catalog: string; out: string } {
  const catalog = aCatalogFolder({ [overlay]: replicas(2), ...files });
  const out = join(catalog, '..');
  synthesize({ catalog, out });
  makeRepository(out);
  return { catalog, out };
}

function headOf(folder: string): TreeBefore {
  const repository = Repository.open(folder, '');
  const revision = repository?.revision('main');
  if (repository === undefined || revision === undefined) throw new Error(`no commit in ${folder}`);
  return treeOfCommit(repository, revision);
}

function changes(
  catalog: string,
  before: TreeBefore,
  asked: TreeNowOptions = {},
  options: Partial<ChangesOptions> = {},
): DiffReport {
  return changesOf(before, treeNow(loadCatalog(folderSource(catalog)), before, asked), { schemasFor, ...options });
}

const consequencesIn = ({ groups }: DiffReport): readonly string[] =>
  groups.flatMap((group) => group.consequences.map(({ text }) => text));

test('an edited catalog is compared with a commit of a clone without files, and nothing is written', () => {
  const { catalog, out } = aRepository();
  const clone = join(temporaryFolder(), 'gitops');
  git(out, 'clone', '--quiet', '--no-checkout', '.', clone);
  const elsewhere = join(temporaryFolder(), 'catalog');
  cpSync(catalog, elsewhere, { recursive: true });
  rmSync(out, { recursive: true });
  writeFileSync(join(elsewhere, overlay), replicas(5));
  const files = filesBelow(clone);

  const report = changes(elsewhere, headOf(clone));

  expect(report.against).toMatch(/^main \([0-9a-f]{7}\)$/);
  expect(headline(report)).toBe('1 object changes');
  expect(report.groups.map(titleOf)).toEqual(['Deployment web in dev']);
  expect(consequencesIn(report)).toEqual(['5 pods instead of 2']);
  expect(report.stale).toBe(0);
  expect(filesBelow(clone)).toEqual(files);
  expect(filesBelow(join(elsewhere, '..')).every((file) => file.startsWith('catalog/'))).toBe(true);
});

test('a catalog that wants what was committed changes nothing', () => {
  const { catalog, out } = aRepository();

  expect(changes(catalog, headOf(out))).toMatchObject({
    counts: { added: 0, removed: 0, changed: 0 },
    groups: [],
    stale: 0,
  });
});

test('with a working tree its stale files are counted: not rendered yet, and changed by hand', () => {
  const { catalog, out } = aRepository();
  const contentOf = { contentAt: (path: string) => contentAt(join(out, path)) };
  const stale = (): number => changes(catalog, headOf(out), {}, contentOf).stale;

  writeFileSync(join(catalog, overlay), replicas(5));
  expect(stale()).toBe(1);
  synthesize({ catalog, out });
  expect(stale()).toBe(0);
  writeFileSync(join(out, 'services/web/overlays/prod/service.yaml'), '# by hand\n');
  expect(stale()).toBe(1);
});

test('what a change does depends on who syncs the environment', () => {
  const { catalog, out } = aRepository({
    'environments/prod.yaml': environmentYaml.replace('mode: automatic', 'mode: manual'),
  });
  rmSync(join(catalog, 'services/web'), { recursive: true });
  const before = headOf(out);

  const inDev = consequencesIn(changes(catalog, before, { environment: 'dev' })).join('\n');
  const inProd = consequencesIn(changes(catalog, before, { environment: 'prod' })).join('\n');

  expect(inDev).not.toContain('until a person prunes it');
  expect(inProd).toContain('stays until a person prunes it');
});

test('objects are compared by the version of Kubernetes of their environment', () => {
  const { catalog, out } = aRepository({ 'environments/dev.yaml': environmentYaml.replace('1.36', '1.34') });
  writeFileSync(join(catalog, overlay), replicas(5));
  const asked: string[] = [];

  changes(
    catalog,
    headOf(out),
    {},
    {
      schemasFor: (version) => {
        asked.push(version);
        return schemasFor(version);
      },
    },
  );

  expect(asked).toEqual(['1.34']);
});

test('an environment and a service narrow it, also a service that only the commit has', () => {
  const { catalog, out } = aRepository();
  cpSync(join(catalog, 'services/web'), join(catalog, 'services/shop'), { recursive: true });
  rmSync(join(catalog, 'services/web'), { recursive: true });
  const before = headOf(out);
  const namesIn = (report: DiffReport): readonly string[] => [
    ...new Set(
      report.groups.flatMap(({ objects }) => objects.map(({ name, environment }) => `${name} ${environment}`)),
    ),
  ];

  const ofShop = changes(catalog, before, { service: 'shop', environment: 'dev' });
  const ofWeb = changes(catalog, before, { service: 'web' });

  expect(ofShop.counts).toMatchObject({ changed: 0, removed: 0 });
  expect(namesIn(ofShop).every((name) => name.endsWith(' dev'))).toBe(true);
  expect(ofWeb.counts).toMatchObject({ added: 0 });
  expect(ofWeb.counts.removed).toBeGreaterThan(0);
  expect(() => changes(catalog, before, { service: 'wep' })).toThrow(InputError);
});

test('files of others in the rendered folders are no objects of the tree', () => {
  const { catalog, out } = aRepository();
  const byHand = join(out, 'services/web/overlays/dev/by-hand.yaml');
  writeFileSync(byHand, 'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\n');
  commitAll(out);

  const { groups } = changes(catalog, headOf(out));

  expect(existsSync(byHand)).toBe(true);
  expect(groups).toEqual([]);
});

test('names of contents that are remembered change nothing in the answer', () => {
  const { catalog, out } = aRepository();
  const place = { file: join(temporaryFolder(), 'names.memory'), program: 'this one' };
  const before = headOf(out);
  writeFileSync(join(catalog, overlay), replicas(5));

  const first = diffAsJson(changes(catalog, before, { memory: recall(place) }));

  expect(readFileSync(place.file, 'utf8')).toContain('services/web/overlays/dev/deployment.yaml');
  expect(diffAsJson(changes(catalog, before, { memory: recall(place) }))).toEqual(first);
  writeFileSync(join(catalog, overlay), replicas(2));
  expect(changes(catalog, before, { memory: recall(place) }).groups).toEqual([]);
});
