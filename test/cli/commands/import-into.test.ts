import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { aCatalogFolder, platformYaml } from '../../helpers/a-catalog';
import { aFolderOfPrograms } from '../../helpers/a-folder-of-programs';
import { runHere } from '../../helpers/run-in-process';

const shop = (team: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: dev, labels: { team: ${team} } }
spec:
  replicas: 2
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers: [{ name: shop, image: "docker.io/acme/shop:1.2.3", ports: [{ containerPort: 8080, name: http }] }]
---
apiVersion: v1
kind: Service
metadata: { name: shop, namespace: dev }
spec: { selector: { app: shop }, ports: [{ port: 80, targetPort: 8080 }] }
`;

async function importInto(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const catalog = aCatalogFolder();
  const workingDirectory = join(catalog, '..');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workingDirectory, file)), { recursive: true });
    writeFileSync(join(workingDirectory, file), text);
  }
  return { catalog, workingDirectory, ...(await runHere(['import', ...words], { workingDirectory })) };
}

test('an import into a catalog that is there adds services, changes nothing, and says what would have to become another', async () => {
  const { catalog, workingDirectory, exitCode, stdout } = await importInto(
    { 'k8s/shop.yaml': shop('web-team') },
    'k8s',
    '--env',
    'dev',
  );

  expect(exitCode).toBe(0);
  expect(stdout).toContain('2 objects, 0 differences');
  expect(stdout).toContain(
    'what the catalog would have to become: nothing that is there was changed\n' +
      '  catalog/platform.yaml: registry is "ghcr.io/your-org", and the manifests want "docker.io/acme"\n',
  );
  expect(readFileSync(join(catalog, 'platform.yaml'), 'utf8')).toBe(platformYaml);
  expect((await runHere(['synth'], { workingDirectory })).stdout).toContain('2 services in 2 environments');
});

test('a team that the catalog does not know is said with what to write, and nothing is written', async () => {
  const { catalog, exitCode, stderr } = await importInto({ 'k8s/shop.yaml': shop('shop-team') }, 'k8s', '--env', 'dev');

  expect(exitCode).toBe(2);
  expect(stderr).toContain('team: unknown team "shop-team"');
  expect(stderr).toContain('catalog/platform.yaml: teams.shop-team: the manifests want {"owners":');
  expect(existsSync(join(catalog, 'services/shop'))).toBe(false);
});

test('one bad file stops no other, and makes the exit code 1', async () => {
  const { catalog, exitCode, stderr } = await importInto(
    { 'k8s/shop.yaml': shop('web-team'), 'k8s/twice.yaml': 'kind: ConfigMap\nmetadata: { name: a, name: b }\n' },
    'k8s',
    '--env',
    'dev',
  );

  expect(exitCode).toBe(1);
  expect(stderr).toContain('k8s/twice.yaml');
  expect(stderr).toContain('what could be read is imported');
  expect(existsSync(join(catalog, 'services/shop/service.yaml'))).toBe(true);
});

test('one file is one environment, which nobody has to repeat', async () => {
  const { catalog, exitCode } = await importInto(
    { 'shop.yaml': shop('web-team').replaceAll('namespace: dev', 'namespace: shop') },
    'shop.yaml',
  );

  expect(exitCode).toBe(0);
  expect(existsSync(join(catalog, 'environments/live.yaml'))).toBe(true);
  expect(existsSync(join(catalog, 'services/shop/live.yaml'))).toBe(true);
});

test('an import renders what is there with the programs that it needs, and leaves its bytes alone', async () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x0d, 0x0a]);
  const catalog = aCatalogFolder({
    'services/made/service.yaml': 'team: web-team\nports: []\nchart: { source: folder }\n',
    'services/made/dev.yaml': 'release: { version: 1.0.0 }\n',
    'services/made/chart/Chart.yaml': 'apiVersion: v2\nname: made\nversion: 1.0.0\n',
    'services/made/chart/files/key.bin': bytes,
  });
  const workingDirectory = join(catalog, '..');
  writeFileSync(join(workingDirectory, 'shop.yaml'), shop('web-team'));
  const programs = aFolderOfPrograms({ helm: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: made }\n' });
  const variables = { PATH: `${programs}:${process.env['PATH']}` };
  const words = ['import', 'shop.yaml', '--env', 'dev'];

  const { exitCode, stdout, stderr } = await runHere(words, { workingDirectory, variables });

  expect(stderr).toBe('');
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('2 objects, 0 differences')]);
  expect(readFileSync(join(catalog, 'services/made/chart/files/key.bin')).equals(bytes)).toBe(true);
});
