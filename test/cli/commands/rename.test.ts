import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { runHere } from '../../helpers/run-in-process';

const caller = (said: string) => ({
  'services/shop/service.yaml': `${serviceYaml}${said}\n`,
  'services/shop/dev.yaml': overlayYaml,
});

test('a service is renamed in two steps: both run, then callers change over and the old one is retired', async () => {
  const catalog = aCatalogFolder(caller('# Sells.\ndependsOn: [{ service: web, ports: [http] }]'));
  const run = async (...words: readonly string[]) => await runHere(words, { workingDirectory: join(catalog, '..') });
  const text = (file: string): string => readFileSync(join(catalog, file), 'utf8');

  const first = await run('rename', 'web', 'site');

  expect(first).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('"site" is there beside "web"') });
  expect(text('services/site/service.yaml')).toBe(serviceYaml);
  expect(text('services/web/service.yaml')).toBe(serviceYaml);
  expect((await run('synth')).exitCode).toBe(0);

  const second = await run('rename', 'web', 'site');

  expect(second.stdout).toContain('"web" is retired, and shop call "site"');
  expect(text('services/web/service.yaml')).toContain('retired: true');
  expect(text('services/shop/service.yaml')).toBe(
    `${serviceYaml}# Sells.\ndependsOn: [{ service: site, ports: [http] }]\n`,
  );
  expect((await run('synth')).exitCode).toBe(0);

  expect((await run('rename', 'web', 'site')).stdout).toContain('rm -r catalog/services/web');
});

test('the new one has to run wherever the old one does', async () => {
  const catalog = aCatalogFolder({ ...caller(''), 'services/shop/prod.yaml': null });

  const { exitCode, stderr } = await runHere(['rename', 'web', 'shop'], { workingDirectory: join(catalog, '..') });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('"shop" is not deployed in prod, where "web" runs');
});
