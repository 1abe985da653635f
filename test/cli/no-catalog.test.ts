import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, platformYaml } from '../helpers/a-catalog';
import { runHere } from '../helpers/run-in-process';
import { temporaryFolder } from '../helpers/temporary-folder';

const nowhere = 'there is no catalog here: neither this folder nor one above it has catalog/platform.yaml';

const commandsThatNeedOne = [
  ['synth'],
  ['explain', 'web'],
  ['diff', '--against', '.'],
  ['capacity'],
  ['portal', '--controller', 'https://gitops.example.com'],
  ['secrets'],
  ['adopt', 'web'],
  ['doctor', 'web', 'dev'],
  ['bump', 'web', '--version', 'v2.0.0'],
  ['status'],
];

test.each(commandsThatNeedOne)(
  'slipway %s: an empty folder is no catalog, and nothing is written',
  async (...words) => {
    const workingDirectory = temporaryFolder();

    const { exitCode, stdout, stderr } = await runHere(words, { workingDirectory });

    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`error: ${nowhere}\n`);
    expect(stderr).toContain('"--catalog DIR" names a catalog that is somewhere else');
    expect(stderr).toContain('"slipway init DIR" makes a repository with a first one');
    expect(stderr).toContain('"slipway demo"');
    expect(readdirSync(workingDirectory)).toEqual([]);
  },
);

test('platform.yml is said to be called wrongly, from any folder of the repository', async () => {
  const catalog = aCatalogFolder();
  renameSync(join(catalog, 'platform.yaml'), join(catalog, 'platform.yml'));

  const fromRoot = await runHere(['synth'], { workingDirectory: join(catalog, '..') });
  const fromService = await runHere(['synth'], { workingDirectory: join(catalog, 'services', 'web') });

  expect(fromRoot.stderr).toContain('"catalog/platform.yml" is not read: rename it to "platform.yaml"');
  const check = await runHere(['check'], { workingDirectory: join(catalog, '..') });

  expect(check).toMatchObject({ exitCode: 2, stderr: fromRoot.stderr });
  expect(fromService.stderr).toContain('"../../platform.yml" is not read: rename it to "platform.yaml"');
});

test('a named folder that is not there is said alike, whether it is to be watched or not', async () => {
  const workingDirectory = temporaryFolder();
  const words = ['synth', '--catalog', 'nowhere'];

  const once = await runHere(words, { workingDirectory });
  const watched = await runHere([...words, '--watch'], { workingDirectory });

  expect(once).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('there is no such folder') });
  expect(watched).toEqual(once);
});

test('a catalog without its platform is said to be none', async () => {
  const catalog = aCatalogFolder({ 'platform.yaml': null });

  const { exitCode, stderr } = await runHere(['synth'], { workingDirectory: join(catalog, '..') });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('"catalog" is no catalog: it has no platform.yaml');
});

test('at the root of a repository with several things in it, the catalog below is named', async () => {
  const workingDirectory = temporaryFolder();
  for (const folder of ['infra/catalog', 'node_modules/other/catalog', '.cache/catalog']) {
    mkdirSync(join(workingDirectory, folder), { recursive: true });
    writeFileSync(join(workingDirectory, folder, 'platform.yaml'), platformYaml);
  }

  const { stderr } = await runHere(['synth'], { workingDirectory });

  expect(stderr).toContain(`${nowhere}; there is one in "infra/catalog": go there, or say "--catalog infra/catalog"\n`);
});

test('check has something to do without a catalog: the folder', async () => {
  const workingDirectory = temporaryFolder();
  writeFileSync(join(workingDirectory, 'web.yaml'), 'apiVersion: v1\nkind: Servce\nmetadata: { name: web }\n');

  const { stdout } = await runHere(['check'], { workingDirectory });

  expect(stdout).toContain('web.yaml');
});
