import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { renderingOf } from '../../src/render/rendering';
import { findScope } from '../../src/render/scope';
import { staleFiles } from '../../src/render/stale-files';
import type { TreeAtHand } from '../../src/render/stale-files';
import { wantedTree } from '../../src/render/wanted-tree';
import { ownershipLine } from '../../src/tree/ownership';
import { staleFindings } from '../../src/review/stale-files';
import { aCatalogFolder, overlayYaml, platformYaml, serviceYaml } from '../helpers/a-catalog';

const OWN_LINE = ownershipLine('catalog');
const api = { 'services/api/service.yaml': serviceYaml, 'services/api/dev.yaml': overlayYaml };

test('a tree that is nowhere on a disk is compared as one that is', () => {
  const { rendering, texts } = aTree({});
  const blocks = rendering.tree.blocks.map(
    ({ path, lines }) =>
      [path, `# slipway: begin\n${lines.map((line) => `${line}\n`).join('')}# slipway: end\n`] as const,
  );
  const whole = new Map([...texts, ...blocks]);
  expect(staleFiles(rendering, inMemory(whole))).toEqual([]);

  whole.delete('argocd/dev/apps/web.yaml');
  whole.set('services/web/overlays/dev/service.yaml', OWN_LINE);
  whole.set('services/web/overlays/dev/old.yaml', OWN_LINE);
  whole.set('.gitattributes', '/docs/** text\n');

  expect(staleFiles(rendering, inMemory(whole))).toEqual([
    { path: 'services/web/overlays/dev/service.yaml', fault: 'changed' },
    { path: 'argocd/dev/apps/web.yaml', fault: 'missing' },
    { path: 'services/web/overlays/dev/old.yaml', fault: 'extra' },
    { path: '.gitattributes', fault: 'block missing' },
  ]);
});

test('one service has nothing to say of another, of its Application, and of shared files', () => {
  const { texts } = aTree({});
  const { rendering } = aTree({ service: 'api' });
  const there = new Map(texts);
  there.set('services/web/overlays/dev/old.yaml', OWN_LINE);
  there.set('argocd/dev/apps/gone.yaml', OWN_LINE);
  there.set('services/api/overlays/prod/old.yaml', OWN_LINE);

  expect(staleFiles(rendering, inMemory(there))).toEqual([
    { path: 'services/api/overlays/prod/old.yaml', fault: 'extra' },
  ]);
});

test.each([
  ['changed', { path: 'CODEOWNERS', fault: 'block changed', line: 2, name: 'infra' }],
  ['broken', { path: 'CODEOWNERS', fault: 'block broken', name: 'infra' }],
] as const)('what is said of a block that is %s names it: other trees have blocks in the same file', (_, stale) => {
  const [finding] = staleFindings([stale], (path) => path);

  expect(finding?.message).toContain('"# slipway: begin infra" and "# slipway: end infra"');
});

test('a block that is none any more has its name', () => {
  const platform = platformYaml.replace('gitops.git }', 'gitops.git, path: infra }');
  const loaded = loadCatalog(folderSource(aCatalogFolder({ 'platform.yaml': platform })));
  const rendering = renderingOf(wantedTree(loaded, findScope(loaded.catalog, undefined, undefined)), 'sha1', undefined);
  const texts = new Map([...rendering.idByPath.keys()].map((path) => [path, rendering.textOf(path) ?? '']));

  expect(staleFiles(rendering, inMemory(texts))).toEqual([
    { path: '../CODEOWNERS', fault: 'block missing', name: 'infra' },
    { path: '.gitattributes', fault: 'block missing' },
  ]);
});

function aTree({ service }: { readonly service?: string }) {
  const loaded = loadCatalog(folderSource(aCatalogFolder(api)));
  const rendering = renderingOf(wantedTree(loaded, findScope(loaded.catalog, undefined, service)), 'sha1', undefined);
  const texts = new Map([...rendering.idByPath.keys()].map((path) => [path, rendering.textOf(path) ?? '']));
  return { rendering, texts };
}

function inMemory(texts: ReadonlyMap<string, string>): TreeAtHand {
  return {
    filesBelow: (folder) => [...texts.keys()].filter((path) => path.startsWith(`${folder}/`)),
    contentOf(path) {
      const text = texts.get(path);
      return text === undefined ? undefined : Buffer.from(text);
    },
  };
}
