import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
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
  expect(text('services/site/service.yaml')).toBe(serviceYaml.replace('ports:', 'image: web\nports:'));
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

test('a service that is called so already stays as it is', async () => {
  const catalog = aCatalogFolder();

  const { exitCode, stderr } = await runHere(['rename', 'web', 'web'], { workingDirectory: join(catalog, '..') });

  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('service "web" is called so already')]);
  expect(readFileSync(join(catalog, 'services/web/service.yaml'), 'utf8')).toBe(serviceYaml);
});

test('a service that has the name already and runs something else is refused, and nothing is retired', async () => {
  const catalog = aCatalogFolder({
    ...caller(''),
    'services/site/service.yaml': `${serviceYaml}image: web\n`,
    'services/site/dev.yaml': overlayYaml,
  });
  const before = contentsOf(catalog);

  const { exitCode, stderr } = await runHere(['rename', 'web', 'shop'], { workingDirectory: join(catalog, '..') });

  expect(exitCode).toBe(2);
  expect(stderr).toContain(
    'there is a service "shop" already, and it is no copy of "web": it runs the image "shop", and "web" runs the image "web"; choose another name',
  );
  expect(contentsOf(catalog)).toEqual(before);
});

test('the copy runs the image that runs, whatever the name of the new one', async () => {
  const catalog = aCatalogFolder();
  const workingDirectory = join(catalog, '..');
  await runHere(['rename', 'web', 'site'], { workingDirectory });

  await runHere(['synth'], { workingDirectory });

  const [old, other] = ['web', 'site'].map((service) =>
    readFileSync(join(workingDirectory, `services/${service}/overlays/dev/deployment.yaml`), 'utf8'),
  );
  const image = /image: (\S+\/web:\S+)\n/;
  expect(image.exec(other ?? '')?.[1]).toBe(image.exec(old ?? '')?.[1] ?? 'none');
});

test('a dry run says what each step would write, and writes nothing', async () => {
  const catalog = aCatalogFolder(caller('dependsOn: [web]'));
  const run = async (...more: readonly string[]) =>
    await runHere(['rename', 'web', 'site', ...more], { workingDirectory: join(catalog, '..') });
  const before = contentsOf(catalog);

  const first = await run('--dry-run');
  const afterFirst = contentsOf(catalog);
  await run();
  const beside = contentsOf(catalog);
  const second = await run('-n');

  expect(first.stdout).toBe(
    '"site" would be there beside "web", with the same releases; nothing was written, these would be:\n' +
      '  catalog/services/site/dev.yaml\n  catalog/services/site/prod.yaml\n  catalog/services/site/service.yaml\n',
  );
  expect(afterFirst).toEqual(before);
  expect(second.stdout).toContain('"web" would be retired, and shop would call "site"; nothing was written');
  expect(second.stdout).toContain('  catalog/services/shop/service.yaml\n  catalog/services/web/service.yaml\n');
  expect(contentsOf(catalog)).toEqual(beside);
});

test('the new one has to run wherever the old one does', async () => {
  const catalog = aCatalogFolder({ ...caller('image: web'), 'services/shop/prod.yaml': null });

  const { exitCode, stderr } = await runHere(['rename', 'web', 'shop'], { workingDirectory: join(catalog, '..') });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('"shop" is not deployed in prod, where "web" runs');
});

test('whatever names a service in a list names the new one beside it, and then instead', async () => {
  const gates = 'gates: { permissions: [{ services: [shop, web], teams: [web-team] }, { services: ["w*"] }] }\n';
  const catalog = aCatalogFolder({
    ...caller('env: { API: "http://web:8080", OTHER: "http://web-more" }'),
    'platform.yaml': `${platformYaml}${gates}`,
    'environments/prod.yaml': `${environmentYaml}${gates}`,
    'services/web/prod.yaml': null,
    'services/all/service.yaml': `${serviceYaml}runs: variants\nvariants: [web] # For now.\n`,
    'services/all/dev.yaml': overlayYaml,
  });
  const run = async () => await runHere(['rename', 'web', 'site'], { workingDirectory: join(catalog, '..') });
  const text = (file: string): string => readFileSync(join(catalog, file), 'utf8');
  const lists = () => [
    /services: (\[[^\]]*\])/.exec(text('platform.yaml'))?.[1],
    /services: (\[[^\]]*\])/.exec(text('environments/prod.yaml'))?.[1],
    /variants: (\[.*)/.exec(text('services/all/service.yaml'))?.[1],
  ];

  expect(await run()).toMatchObject({ exitCode: 0, stderr: '' });
  expect(lists()).toEqual(['[shop, web, site]', '[shop, web, site]', '[web, site] # For now.']);

  const second = await run();
  expect(second).toMatchObject({ exitCode: 0, stderr: '' });
  expect(lists()).toEqual(['[shop, site]', '[shop, site]', '[site] # For now.']);
  expect(second.stdout).toContain('look at catalog/services/shop/service.yaml:4, which has the word "web"\n');
  expect(second.stdout).toMatch(/look at catalog\/services\/site\/service.yaml:\d+, which has the word "web"\n/);
  expect(second.stdout.match(/^look at/gm)).toHaveLength(2);

  // Nothing but what was said needs the old one.
  rmSync(join(catalog, 'services/web'), { recursive: true });
  expect((await runHere(['list'], { workingDirectory: join(catalog, '..') })).exitCode).toBe(0);
});

test('there and back again is where one was, byte by byte', async () => {
  const catalog = aCatalogFolder({
    ...caller('dependsOn: [web] # It sells.'),
    'services/all/service.yaml': `${serviceYaml}runs: variants\nvariants: [web, shop]\n`,
    'services/all/dev.yaml': overlayYaml,
    'services/web/prod.yaml': null,
    'services/web/files/a.bin': Buffer.from([0xff, 0x00]),
    'services/web/service.yaml': `${serviceYaml}files: { /etc/a: [a.bin] }\n`,
  });
  const before = contentsOf(catalog);
  for (const [from, to] of [
    ['web', 'site'],
    ['site', 'web'],
  ] as const) {
    for (let step = 0; step < 2; step++)
      expect(await runHere(['rename', from, to], { workingDirectory: join(catalog, '..') })).toMatchObject({
        exitCode: 0,
      });
    rmSync(join(catalog, 'services', from), { recursive: true });
  }

  expect(contentsOf(catalog)).toEqual(before);
});

function contentsOf(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(folder, file)).isFile())
      .sort()
      .map((file) => [file, readFileSync(join(folder, file)).toString('hex')]),
  );
}
