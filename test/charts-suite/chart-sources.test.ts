import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { argocdManifests, chartText } from '../../scripts/real-charts/chart-sources';
import type { ChartText } from '../../stacks/published-chart';
import { clonesIn } from '../../scripts/real-charts/clones';
import { takeChart, takeFolder } from '../../scripts/real-charts/take-chart';
import { chartNames, images, publishedChart } from '../../stacks/versions';
import { temporaryFolder } from '../helpers/temporary-folder';

test('the text of each chart is looked for at the version that is pinned', () => {
  for (const chart of chartNames) {
    const { tag, tree } = chartText(chart);

    // Linkerd's edge-26.8.3 is the chart 2026.8.3.
    expect(tag).toContain(publishedChart(chart).version.replace(/^20(?=\d\d\.)/, ''));
    expect(tree).toMatch(/^[0-9a-f]{40}$/);
  }
});

test('the manifests of Argo CD are of the version that its chart installs', () => {
  expect(images.argocd).toBe(`quay.io/argoproj/argocd:${argocdManifests.tag}`);
});

test('a folder is taken as it is, and none of another content', () => {
  const { folder, treeOf } = aClone();
  const target = join(temporaryFolder(), 'manifests');
  const source = { repository: 'somebody/charts', tag: 'v1', path: 'crds', tree: treeOf('crds') };

  expect(takeFolder(clonesIn(folder), source, target)).toBeUndefined();
  expect(readFileSync(join(target, 'web.yaml'), 'utf8')).not.toContain('{{');
  expect(takeFolder(clonesIn(folder), { ...source, tree: '0'.repeat(40) }, target)).toContain('and not the 0000');
  expect(existsSync(target)).toBe(false);
});

/** A clone with a chart, a chart for it, and a definition, at the tag v1. */
function aClone(): { readonly folder: string; readonly treeOf: (path: string) => string } {
  const folder = join(temporaryFolder(), 'somebody', 'charts');
  const files = {
    'web/Chart.yaml': 'name: web\nversion: 0.0.0-undefined\n',
    'web/values.tmpl.yaml': 'installCRDs: true\n',
    'part/Chart.yaml': 'name: part\n',
    'crds/web.yaml': 'kind: CustomResourceDefinition\nmetadata:\n  annotations:\n    a: b\n  name: webs.example.com\n',
    'crds/kustomization.yaml': 'resources: [web.yaml]\n',
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const git = (...words: readonly string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd: folder,
      encoding: 'utf8',
    }).stdout.trim();
  for (const words of [
    ['init', '--quiet'],
    ['add', '.'],
    ['commit', '--quiet', '-m', 'one'],
    ['tag', 'v1'],
  ])
    git(...words);
  return { folder: join(folder, '..', '..'), treeOf: (path) => git('rev-parse', `v1:${path}`) };
}

test('a chart is put together from any clone that has it, with what its makers add', () => {
  const { folder, treeOf } = aClone();
  const at = (path: string) => ({ repository: 'somebody/charts', tag: 'v1', path, tree: treeOf(path) });
  const source: ChartText = {
    ...at('web'),
    dependencies: { part: at('part') },
    definitions: at('crds'),
    renames: { 'values.tmpl.yaml': 'values.yaml' },
    stamps: { '0.0.0-undefined': '1.2.3' },
  };
  const target = join(temporaryFolder(), 'web');

  const { missing, trees } = takeChart(clonesIn(folder), source, target);

  expect(missing).toEqual([]);
  expect(Object.keys(trees)).toEqual(['.', 'charts/part', 'templates/crds']);
  expect(readFileSync(join(target, 'Chart.yaml'), 'utf8')).toBe('name: web\nversion: 1.2.3\n');
  expect(readFileSync(join(target, 'values.yaml'), 'utf8')).toBe('installCRDs: true\n');
  expect(existsSync(join(target, 'charts', 'part', 'Chart.yaml'))).toBe(true);
  expect(existsSync(join(target, 'templates', 'crds', 'kustomization.yaml'))).toBe(false);
  expect(readFileSync(join(target, 'templates', 'crds', 'web.yaml'), 'utf8')).toContain(
    '{{- if .Values.installCRDs }}',
  );
});

test('another content than the one that was looked at is none, and neither is a chart with a part missing', () => {
  const { folder, treeOf } = aClone();
  const other = '0'.repeat(40);
  const source: ChartText = {
    repository: 'somebody/charts',
    tag: 'v1',
    path: 'web',
    tree: other,
    dependencies: { gone: { repository: 'somebody/else', tag: 'v2', path: 'gone', tree: other } },
  };
  const target = join(temporaryFolder(), 'web');

  const { missing } = takeChart(clonesIn(folder), source, target);

  expect(missing).toEqual([
    `web of github.com/somebody/charts at the tag v1 is ${treeOf('web')}, and not the ${other} that was looked at`,
    'no clone has gone of github.com/somebody/else at the tag v2',
  ]);
  expect(existsSync(target)).toBe(false);
});
