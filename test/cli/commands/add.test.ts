import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, environmentYaml, serviceYaml } from '../../helpers/a-catalog';
import { runHere } from '../../helpers/run-in-process';

function aRepository(files: Readonly<Record<string, string | null>> = {}) {
  const catalog = aCatalogFolder(files);
  const workingDirectory = join(catalog, '..');
  return {
    catalog,
    run: async (...words: readonly string[]) => await runHere(words, { workingDirectory }),
    text: (file: string) => readFileSync(join(catalog, file), 'utf8'),
  };
}

test('a service is like another one, with its overlays and its manifests', async () => {
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: mine }\n';
  const { catalog, run, text } = aRepository({ 'services/web/manifests/map.yaml': map });

  const { exitCode, stdout } = await run('add', 'service', 'site', '--like', 'web');

  expect(exitCode).toBe(0);
  expect(stdout).toContain('service "site" added:\n  catalog/services/site/dev.yaml\n');
  expect(readdirSync(join(catalog, 'services/site')).sort()).toEqual([
    'dev.yaml',
    'manifests',
    'prod.yaml',
    'service.yaml',
  ]);
  expect(text('services/site/service.yaml')).toBe(serviceYaml);
  expect(text('services/site/manifests/map.yaml')).toBe(map);
  expect((await run('synth')).stdout).toContain('2 services in 2 environments');
});

test('a copy that no catalog can have is not written', async () => {
  const host = 'public: true\nexposure: { hosts: [web.example.com] }\n';
  const { catalog, run } = aRepository({ 'services/web/service.yaml': `${serviceYaml}${host}` });

  const { exitCode, stderr } = await run('add', 'service', 'site', '--like', 'web');

  expect(exitCode).toBe(2);
  expect(stderr).toContain('web.example.com');
  expect(existsSync(join(catalog, 'services/site'))).toBe(false);
});

test('an environment is like another one: its alias stays there, its hosts are its own, and all services come along', async () => {
  const { run, text } = aRepository({
    'environments/prod.yaml': `# The real one.\naliases: [production]\n${environmentYaml.replace('{service}.{environment}.example', '{service}.prod.example')}`,
  });

  const { exitCode, stdout } = await run('add', 'environment', 'qa', '--like', 'production');

  expect(exitCode).toBe(0);
  expect(stdout).toContain('  catalog/environments/qa.yaml\n  catalog/services/web/qa.yaml\n');
  expect(text('environments/qa.yaml')).toContain('# The real one.\n');
  expect(text('environments/qa.yaml')).not.toContain('aliases');
  expect(text('environments/qa.yaml')).toContain('{service}.qa.example.com');
  expect((await run('synth')).stdout).toContain('1 service in 3 environments');
});

test.each([
  [['service', 'site'], 'say which service it is like: "--like NAME"; known are web'],
  [['service', 'site', '--like', 'wbe'], 'there is no service "wbe"; did you mean "web"?'],
  [['service', 'web', '--like', 'web'], 'there is a service "web" already'],
  [['service', 'Site', '--like', 'web'], 'the service cannot be called "Site": it must'],
  [['environment', 'dev', '--like', 'prod'], 'there is a environment "dev" already'],
  [['environment', 'qa', '--like', 'stagin'], 'there is no environment "stagin"'],
])('add %j is refused, and nothing is written', async (words, message) => {
  const { catalog, run } = aRepository();

  const { exitCode, stderr } = await run('add', ...words);

  expect(exitCode).toBe(2);
  expect(stderr).toContain(message);
  expect(readdirSync(catalog, { recursive: true })).toHaveLength(9);
});
