import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { missingDependencies } from '../../src/manifests/missing-dependencies';
import { readManifests } from '../../src/manifests/read-folder';
import { temporaryFolder } from '../helpers/temporary-folder';

const chart = 'apiVersion: v2\nname: web\nversion: 1.0.0\n';
const wanting = (...names: readonly string[]): string =>
  `dependencies: [${names.map((name) => `{ name: ${name}, version: 6.7.0, repository: 'https://charts.example.com' }`).join(', ')}]\n`;

function aChart(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test.each([
  ['none', { 'Chart.yaml': chart }, []],
  ['one that is not there', { 'Chart.yaml': `${chart}${wanting('podinfo')}` }, ['podinfo']],
  ['an archive', { 'Chart.yaml': `${chart}${wanting('podinfo')}`, 'charts/podinfo-6.7.0.tgz': '' }, []],
  [
    'a folder of another name',
    {
      'Chart.yaml': `${chart}${wanting('podinfo')}`,
      'charts/p/Chart.yaml': 'apiVersion: v2\nname: podinfo\nversion: 6.7.0\n',
    },
    [],
  ],
  [
    'some that are there and some that are not',
    { 'Chart.yaml': `${chart}${wanting('podinfo', 'redis', 'redis')}`, 'charts/podinfo-6.7.0.tgz': '' },
    ['redis'],
  ],
  [
    'those of the first format',
    { 'Chart.yaml': chart.replace('v2', 'v1'), 'requirements.yaml': wanting('podinfo') },
    ['podinfo'],
  ],
  ['what is no list', { 'Chart.yaml': `${chart}dependencies: podinfo\n` }, []],
  ['no chart at all', {}, []],
])('of a chart with %s, those that are missing are known', (_, files, missing) => {
  expect(missingDependencies(aChart(files))).toEqual(missing);
});

test('a chart whose dependencies are not there is skipped with the reason, and helm is not asked', () => {
  const folder = aChart({ 'web/Chart.yaml': `${chart}${wanting('podinfo')}`, 'web/values.yaml': '' });
  const helm = jest.fn(() => ({ failure: 'found in Chart.yaml, but missing in charts/ directory: podinfo' }));

  const units = readManifests([folder], { kustomize: () => 'not installed', helm });

  expect(units.flatMap(({ unreadable }) => unreadable)).toEqual([]);
  expect(units.flatMap(({ skipped }) => skipped.map(({ reason }) => reason))).toEqual([
    expect.stringMatching(
      /^not rendered: "podinfo" that it depends on is not in its charts\/; run "helm dependency build/,
    ),
  ]);
  expect(helm).not.toHaveBeenCalled();
});
