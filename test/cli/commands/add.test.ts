import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, environmentYaml, serviceYaml } from '../../helpers/a-catalog';
import { runHere } from '../../helpers/run-in-process';

const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0xff, 0xfe, 0x00]);

function aRepository(files: Readonly<Record<string, string | Buffer | null>> = {}) {
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

test.each([
  {
    'services/web/service.yaml': `${serviceYaml}files: { /etc/web: [logo.png] }\n`,
    'services/web/files/logo.png': bytes,
    'services/web/files/prod/logo.png': Buffer.concat([bytes, bytes]),
  },
  {
    'services/web/service.yaml': 'team: web-team\nports: []\nchart: { source: folder }\n',
    'services/web/chart/Chart.yaml': 'apiVersion: v2\r\nname: web\r\nversion: 1.0.0\r\n',
    'services/web/chart/.helmignore': '*.tmp\n',
    'services/web/chart/files/key.bin': bytes,
  },
])(
  'a copy has the bytes of every file beside a service, also of what is hidden and of what is no text',
  async (files) => {
    const { catalog, run } = aRepository(files);

    expect(await run('add', 'service', 'site', '--like', 'web')).toMatchObject({ exitCode: 0, stderr: '' });

    for (const [file, content] of Object.entries(files)) {
      const copy = readFileSync(join(catalog, file.replace('/web/', '/site/')));
      expect([file, copy.equals(Buffer.from(content))]).toEqual([file, true]);
    }
  },
);

test('an environment is like another one in all that lies in folders of it', async () => {
  const files = {
    'services/web/service.yaml': `${serviceYaml}files: { /etc/web: [logo.png] }\n`,
    'services/web/files/logo.png': 'of all',
    'services/web/files/prod/logo.png': bytes,
    'services/web/manifests/prod/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: mine }\n',
    'services/made/service.yaml': 'team: web-team\nports: []\nkustomization: { folder: "overlays/{environment}" }\n',
    'services/made/prod.yaml': 'release: { version: 1.0.0 }\n',
    'services/made/kustomization/overlays/prod/kustomization.yaml': 'resources: []\n',
    'services/made/kustomization/overlays/prod/key.bin': bytes,
  };
  const { catalog, run } = aRepository(files);

  expect(await run('add', 'environment', 'qa', '--like', 'prod')).toMatchObject({ exitCode: 0, stderr: '' });

  for (const [file, content] of Object.entries(files).filter(([name]) => name.includes('prod'))) {
    const copy = readFileSync(join(catalog, file.replace('prod', 'qa')));
    expect([file, copy.equals(Buffer.from(content))]).toEqual([file, true]);
  }
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
