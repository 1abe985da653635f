import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';

import { aCatalogFolder } from '../helpers/a-catalog';
import { shownAsText, shownAsTextByProcess } from '../helpers/hostile-runs';
import { runHere } from '../helpers/run-in-process';
import { temporaryFolder } from '../helpers/temporary-folder';

/** More of them: `npm run test:long -- hostile-input`, or `HOSTILE_RUNS=10000 npx jest test/cli/hostile-input.test.ts`. */
const runs = Number(process.env['HOSTILE_RUNS'] ?? 150);
const timeout = 60_000 + runs * 500;

test(
  'no text in any position of any input is shown as more than text',
  async () => {
    await fc.assert(shownAsText(temporaryFolder()), { numRuns: runs });
  },
  timeout,
);

test(
  'the same holds for processes',
  () => {
    fc.assert(shownAsTextByProcess(temporaryFolder()), { numRuns: Math.ceil(runs / 15) });
  },
  timeout,
);

test('a folder that somebody names begins no line of its own', async () => {
  const workingDirectory = temporaryFolder();
  const catalog = aCatalogFolder();

  const { stdout } = await runHere(['synth', '--catalog', catalog, '--out', 'a\nFORGED'], { workingDirectory });

  expect(stdout).toContain('rendered into a\\nFORGED');
  expect(stdout.split('\n').filter((line) => line.includes('FORGED') && !line.includes('a\\nFORGED'))).toEqual([]);
});

test.each([
  ['extensions', []],
  ['add', ['service', 'new', '--like', 'web']],
  ['rename', ['web', 'new']],
  ['doctor', []],
])('a folder of a catalog begins no line of its own in what "%s" says', async (command, more) => {
  const workingDirectory = temporaryFolder();
  const folder = 'a\nFORGED';
  cpSync(aCatalogFolder(), join(workingDirectory, folder), { recursive: true });

  const { stdout, stderr } = await runHere([command, ...more, '--catalog', folder], { workingDirectory });

  expect(`${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('FORGED'))).toEqual([]);
  expect(`${stdout}\n${stderr}`).not.toContain('error:');
});

test('a folder that "demo" makes begins no line of its own', async () => {
  const { stdout } = await runHere(['demo', 'a\nFORGED']);

  expect(stdout).toContain('rendered into a\\nFORGED');
  expect(stdout.split('\n').filter((line) => line.startsWith('FORGED'))).toEqual([]);
});

test('a folder that an import writes begins no line of its own', async () => {
  const workingDirectory = temporaryFolder();
  const pod = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { matchLabels: { app: 'web' } }, template: pod },
  };
  mkdirSync(join(workingDirectory, 'k8s'));
  writeFileSync(join(workingDirectory, 'k8s/web.yaml'), JSON.stringify(deployment));

  for (const form of [[], ['--adopt-all', '--env', 'live=k8s']]) {
    const words = ['import', 'k8s', ...form, '--out', `${form.length}\nFORGED`];
    const { stdout, stderr } = await runHere(words, { workingDirectory });

    expect(stdout).toContain(`${form.length}\\nFORGED`);
    expect(`${stdout}\n${stderr}`.split('\n').filter((line) => line.startsWith('FORGED'))).toEqual([]);
  }
});
