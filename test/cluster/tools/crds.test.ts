import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';

import { temporaryFolder } from '../../helpers/temporary-folder';
import { crds, kwokStages } from './crds';
import { linkerdCrds } from './linkerd-crds';
import type { Machine } from './machine';
import { arePinnedObjectsThere, downloadPinnedObjects, folderOf } from './pinned-objects';
import type { PinnedObjects } from './pinned-objects';
import { pinnedCrds, pinnedStages } from './pins';

let machine: Machine = { variables: {}, platform: 'linux', homeDirectory: '/nowhere' };

beforeEach(() => {
  machine = { ...machine, variables: { SLIPWAY_CACHE_DIR: temporaryFolder() } };
});

test('what is not downloaded yet is named with the way to get it', () => {
  expect(() => crds(machine)).toThrow(
    `missing: crds (CustomResourceDefinitions of what Slipway renders) in ${folderOf(pinnedCrds, machine)}; ` +
      '"npm run cluster:tools" downloads them',
  );
  expect(() => kwokStages(machine)).toThrow('"npm run cluster:tools" downloads them');
});

test('every file of the table is copied under the name of its type, and Linkerd is added', () => {
  const files = pinnedCrds.modules.flatMap(({ paths }) => paths.map((path) => path.replace(/\/$/, '/one.yaml')));
  const modules = aModule(Object.fromEntries(files.map((file, index) => [file, stringify(aCrd(`things${index}`))])));

  downloadPinnedObjects(pinnedCrds, machine, () => modules);

  const names = crds(machine).map(({ metadata }) => metadata.name);
  const linkerd = linkerdCrds().map(({ metadata }) => metadata.name);
  expect([...names].sort()).toEqual([...files.map((_, index) => `things${index}.example.org`), ...linkerd].sort());
  expect(readdirSync(folderOf(pinnedCrds, machine))).toContain('example.org_things0.yaml');
});

test('of a folder only the CustomResourceDefinitions right in it are taken', () => {
  const modules = aModule({
    'crds/both.yaml': `${stringify(aCrd('a'))}---\n${stringify({ kind: 'Kustomization' })}---\n${stringify(aCrd('b'))}`,
    'crds/notes.md': 'no YAML',
    'crds/test/c.yaml': stringify(aCrd('c')),
  });
  const pinned = { ...pinnedCrds, modules: [{ module: 'example.org/m', version: 'v1.0.0', paths: ['crds/'] }] };

  downloadPinnedObjects(pinned, machine, () => modules);

  expect(readdirSync(folderOf(pinned, machine)).sort()).toEqual(['example.org_a.yaml', 'example.org_b.yaml']);
});

test('the module and its version are asked for, and another version is another folder', () => {
  const asked: string[] = [];
  const inVersion = (version: string): PinnedObjects => ({
    ...pinnedCrds,
    modules: [{ module: 'example.org/m', version, paths: ['a.yaml'] }],
  });
  const modules = aModule({ 'a.yaml': stringify(aCrd('a')) });

  downloadPinnedObjects(inVersion('v1.2.3'), machine, (module, version) => {
    asked.push(`${module}@${version}`);
    return modules;
  });

  expect(asked).toEqual(['example.org/m@v1.2.3']);
  expect(arePinnedObjectsThere(inVersion('v1.2.3'), machine)).toBe(true);
  expect(arePinnedObjectsThere(inVersion('v1.2.4'), machine)).toBe(false);
});

test('a download that fails in the middle leaves nothing', () => {
  const [first = ''] = pinnedCrds.modules.flatMap(({ paths }) => paths);
  const modules = aModule({ [first]: stringify(aCrd('a')) });

  expect(() => downloadPinnedObjects(pinnedCrds, machine, () => modules)).toThrow('ENOENT');

  expect(readdirSync(join(folderOf(pinnedCrds, machine), '..'))).toEqual([]);
});

test('a download that another one has overtaken changes nothing', () => {
  const pinned = { ...pinnedCrds, modules: [{ module: 'example.org/m', version: 'v1.0.0', paths: ['a.yaml'] }] };
  const modules = aModule({ 'a.yaml': stringify(aCrd('a')) });

  downloadPinnedObjects(pinned, machine, () => modules);
  downloadPinnedObjects(pinned, machine, () => modules);

  expect(readdirSync(join(folderOf(pinned, machine), '..'))).toHaveLength(1);
  expect(readdirSync(folderOf(pinned, machine))).toEqual(['example.org_a.yaml']);
});

test('the stages of kwok are apart from the storage class, and their templates are as they were', () => {
  const template = 'phase: {{ .status.phase | Quote }}\n{{ range NodeConditions }}\n- a\n{{ end }}\n';
  const paths = pinnedStages.modules.flatMap((module) => module.paths);
  const stages = paths.filter((path) => path.endsWith('.yaml'));
  const modules = aModule({
    ...Object.fromEntries(stages.map((path, index) => [path, stringify(aStage(`stage-${index}`, template))])),
    'kustomize/stage/volume/fast/kustomization.yaml': stringify({ kind: 'Kustomization' }),
    'kustomize/stage/volume/fast/storage-class.yaml': stringify({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'kwok-volume' },
    }),
    'kustomize/stage/volume/fast/pv-bind.yaml': stringify(aStage('pv-bind', template)),
  });

  downloadPinnedObjects(pinnedStages, machine, () => modules);
  const { stages: read, storageClass } = kwokStages(machine);

  expect(read).toHaveLength(stages.length + 1);
  expect(read).toContainEqual(aStage('pv-bind', template));
  expect(storageClass.metadata.name).toBe('kwok-volume');
});

function aModule(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function aCrd(plural: string): object {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.example.org` },
    spec: {
      group: 'example.org',
      scope: 'Namespaced',
      names: { kind: 'Thing', plural },
      versions: [{ name: 'v1', served: true, storage: true }],
    },
  };
}

function aStage(name: string, template: string): object {
  const next = { statusTemplate: template };
  return { apiVersion: 'kwok.x-k8s.io/v1alpha1', kind: 'Stage', metadata: { name }, spec: { next } };
}
