import { join } from 'node:path';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { resolveAll } from '../../src/model/resolve';
import { recall } from '../../src/render/memory';
import type { Part } from '../../src/render/parts';
import { renderingOf } from '../../src/render/rendering';
import { everything, findScope } from '../../src/render/scope';
import { partsTouchedBy, wantedTree } from '../../src/render/wanted-tree';
import type { WantedTree } from '../../src/render/wanted-tree';
import { aCatalogFolder, serviceYaml } from '../helpers/a-catalog';
import { shippedCatalog } from '../helpers/shipped-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';

describe('two objects for one path', () => {
  const web = { path: 'services/web/overlays/dev/service.yaml', text: 'a', source: 'Service "web"' };
  const other = { ...web, text: 'b', source: 'Service "other"' };
  const upper = { path: 'services/web/overlays/dev/Service.yaml', text: 'c', source: 'Service "WEB"' };

  test.each([
    ['of one part', [[web, other]], ['Service "web" and Service "other" are both written to "services/web/']],
    ['of two parts', [[web], [other]], ['Service "web" and Service "other" are both written to "services/web/']],
    ['that differ in case', [[web], [upper]], ['Service "WEB" differs only in the case', 'of Service "web"']],
  ])('are refused, %s', (_, files, complaints) => {
    const render = (): unknown => renderingOf(treeOf(files.map(aPart)), 'sha1', undefined);

    for (const complaint of complaints) expect(render).toThrow(complaint);
  });

  test.each([
    ['one is', [other], [0], 'Service "web" and Service "other" are both written to'],
    ['both are', [other], [0, 1], 'Service "web" and Service "other" are both written to'],
    ['both are, and differ in case', [upper], [0, 1], 'of Service "WEB" differs only in the case of'],
  ])('are refused where %s known from an earlier run, and both are named', (_, files, indexes, complaint) => {
    const place = { file: join(temporaryFolder(), 'memory'), program: 'this one' };
    const parts = [aPart([web], 0), aPart(files, 1)];
    for (const index of indexes) renderingOf(treeOf(parts.slice(index, index + 1)), 'sha1', recall(place));

    const render = (): unknown => renderingOf(treeOf(parts), 'sha1', recall(place));

    expect(recall(place).names.size).toBe(indexes.length);
    expect(render).toThrow(complaint);
  });

  function aPart(files: readonly (typeof web)[], index: number): Part {
    return { key: `part ${index}`, index: '', documents: [], input: () => '', render: () => files };
  }

  function treeOf(parts: readonly Part[]): WantedTree {
    return {
      scope: everything,
      parts,
      blocks: [],
      folders: ['services'],
      keeps: () => false,
      owns: () => true,
      partOf: () => '',
    };
  }
});

describe('what a tree says about a path', () => {
  test.each([
    [{}, 'services/web/overlays/dev/service.yaml', true],
    [{}, 'services/gone/anything.yaml', true],
    [{}, 'argocd/gone/apps/web.yaml', true],
    [{}, 'catalog/platform.yaml', false],
    [{}, 'README.md', false],
    [{ service: 'apm' }, 'services/apm/overlays/gone/service.yaml', true],
    [{ service: 'apm' }, 'services/web/overlays/dev/service.yaml', false],
    [{ service: 'apm' }, 'argocd/dev/apps/apm.yaml', true],
    [{ service: 'apm' }, 'argocd/dev/systems/gone/apm.yaml', true],
    [{ service: 'apm' }, 'argocd/dev/apps/web.yaml', false],
    [{ service: 'apm' }, 'argocd/dev/apps/baseline.yaml', true],
    [{ service: 'apm' }, 'argocd/dev/baseline/dev/namespace.yaml', true],
    [{ environment: 'dev' }, 'services/gone/overlays/dev/service.yaml', true],
    [{ environment: 'dev' }, 'services/apm/overlays/prod/service.yaml', false],
    [{ environment: 'dev' }, 'argocd/prod/apps/apm.yaml', false],
    [{ environment: 'dev', service: 'apm' }, 'services/apm/overlays/dev/service.yaml', true],
    [{ environment: 'dev', service: 'apm' }, 'services/apm/overlays/prod/service.yaml', false],
    [{ environment: 'dev', service: 'apm' }, 'argocd/dev/apps/web.yaml', false],
  ])('a run for %j and %s: %j', (asked: { environment?: string; service?: string }, path, isOwned) => {
    const loaded = loadCatalog(folderSource(shippedCatalog));
    const tree = wantedTree(loaded, findScope(loaded.catalog, asked.environment, asked.service));

    expect(tree.owns(path)).toBe(isOwned);
  });

  test.each([{}, { service: 'apm' }, { environment: 'prod' }, { environment: 'prod', service: 'apm' }])(
    'a run for %j owns all that it renders, and only all of it states the shared files',
    (asked: { environment?: string; service?: string }) => {
      const loaded = loadCatalog(folderSource(shippedCatalog));
      const tree = wantedTree(loaded, findScope(loaded.catalog, asked.environment, asked.service));
      const paths = [...renderingOf(tree, 'sha1', undefined).idByPath.keys()];

      expect(paths.length).toBeGreaterThan(10);
      expect(paths.filter((path) => !tree.owns(path))).toEqual([]);
      expect(tree.blocks.map(({ path }) => path)).toEqual(
        tree.scope.isEverything ? ['CODEOWNERS', '.gitattributes'] : [],
      );
    },
  );
});

describe('parts that a document touches', () => {
  const services = {
    'services/shop/service.yaml': `${serviceYaml}dependsOn: [web]\n`,
    'services/shop/dev.yaml': 'release: { version: v1.0.0 }\n',
    'services/lone/service.yaml': serviceYaml,
    'services/lone/dev.yaml': 'release: { version: v1.0.0 }\n',
  };

  test('are the placement, those that it calls or that call it, and the baseline of its environment', () => {
    const tree = wantedTree(loadCatalog(folderSource(aCatalogFolder(services))), everything);

    expect(keys(partsTouchedBy(tree, ['services/shop/dev.yaml']))).toEqual([
      'environments/dev.yaml',
      'services/shop/dev.yaml',
      'services/web/dev.yaml',
    ]);
    expect(partsTouchedBy(tree, ['platform.yaml'])).toHaveLength(tree.parts.length);
    expect(partsTouchedBy(tree, [])).toEqual([]);
  });

  test('a part that is made of other texts has another input, and no other part has', () => {
    const changed = { ...services, 'services/lone/dev.yaml': 'release: { version: v2.0.0 }\n' };
    const [before, after] = [services, changed].map((files) =>
      wantedTree(loadCatalog(folderSource(aCatalogFolder(files))), everything),
    );
    const inputs = new Map(before?.parts.map((part) => [part.key, part.input()]));

    const touched = after?.parts.filter((part) => part.input() !== inputs.get(part.key)) ?? [];

    expect(keys(touched)).toEqual(['environments/dev.yaml', 'services/lone/dev.yaml']);
  });

  function keys(parts: readonly Part[]): readonly string[] {
    return parts.map(({ key }) => key).sort();
  }
});

test('nothing is rendered before somebody wants to read it', () => {
  const { catalog, hash, parsed } = loadCatalog(folderSource(shippedCatalog));
  let isResolved = false;
  const lazy = {
    catalog,
    hash,
    parsed,
    get resolved() {
      isResolved = true;
      return resolveAll(catalog);
    },
  };

  const tree = wantedTree(lazy, everything);

  expect([tree.blocks.length, isResolved]).toEqual([2, false]);
  expect([tree.parts.length > 0, isResolved]).toEqual([true, true]);
});
