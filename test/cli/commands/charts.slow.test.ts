import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { aCatalogFolder } from '../../helpers/a-catalog';
import { aHelmChart, besideService, packed } from '../../helpers/a-helm-chart';
import { anOciRegistry } from '../../helpers/an-oci-registry';
import { hasSoftware, softwarePath } from '../../helpers/a-software-catalog';
import { runSlipway } from '../../helpers/run-slipway';
import type { Run } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

const describeWithHelm = hasSoftware ? describe : describe.skip;

const archive = packed('cache', aHelmChart());
const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`;

/** Serves a chart as a repository of Helm does, in a process of its own: tests wait for other processes. */
async function aRepository(): Promise<{ readonly url: string; readonly end: () => void }> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'cache-1.2.3.tgz'), archive);
  writeFileSync(
    join(folder, 'index.yaml'),
    'apiVersion: v1\nentries:\n  cache:\n    - { name: cache, version: 1.2.3, urls: [cache-1.2.3.tgz], apiVersion: v2 }\n',
  );
  const server = `const { createServer } = require('node:http'); const { readFileSync } = require('node:fs');
    createServer(({ url }, response) => response.end(readFileSync(${JSON.stringify(folder)} + url)))
      .listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
  const child = spawn(process.execPath, ['-e', server], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(child.stdout, 'data');
  return { url: `http://127.0.0.1:${String(port).trim()}`, end: () => child.kill() };
}

function aProject(
  files: Readonly<Record<string, string | Buffer | null>>,
  more: Readonly<Record<string, string>> = {},
) {
  const catalog = aCatalogFolder({ 'services/web/prod.yaml': null, ...files });
  const workingDirectory = dirname(catalog);
  const variables = { PATH: softwarePath, HOME: temporaryFolder(), SLIPWAY_CACHE_DIR: temporaryFolder(), ...more };
  return {
    catalog,
    workingDirectory,
    slipway: (...words: readonly string[]): Run => runSlipway(words, { workingDirectory, variables }),
  };
}

const ofFolder = {
  'services/cache/service.yaml': 'team: web-team\nchart: { source: folder }\nports: []\nvalues: { replicas: 2 }\n',
  'services/cache/dev.yaml': 'release: { version: 1.2.3 }\nvalues: { image: { tag: "8" } }\n',
  ...besideService('cache', aHelmChart()),
};

describeWithHelm('a chart on the command line (skipped where "npm run cluster:tools" has not built helm)', () => {
  test('synth says what is left out, and check finds the tree as the catalog renders it', () => {
    const { slipway } = aProject(ofFolder);
    const synth = slipway('synth');
    const check = slipway('check', '--json');

    expect(synth).toMatchObject({ exitCode: 0, stderr: '' });
    expect(synth.stdout).toContain(
      '  cache in dev: Pod "cache-test" is left out: "helm test" runs it, and nobody else does\n',
    );
    expect(check.stdout).not.toContain('stale-rendering');
    expect(check.stdout).toContain('services/cache/overlays/dev');
  });

  test('diff compares what the chart makes, and explain says where values are from', () => {
    const { slipway, workingDirectory, catalog } = aProject(ofFolder);
    slipway('synth', '--out', join(workingDirectory, 'before'));
    writeFileSync(join(catalog, 'services/cache/dev.yaml'), 'release: { version: 1.2.3 }\nvalues: { replicas: 5 }\n');
    const diff = slipway('diff', '--against', join(workingDirectory, 'before'));
    const explain = slipway('explain', 'cache', 'dev');

    expect(diff.stdout).toMatch(/spec\.replicas/);
    expect(diff.stdout).toMatch(/example\.com\/cache:8/);
    expect(explain.stdout).toMatch(/chart: +beside the service 1\.2\.3 in \d+ files/);
    expect(explain.stdout).toMatch(/replicas: 5 +overlay .*\(service 2\)|replicas: 5 .*dev\.yaml:2/);
  });

  test('charts fetch brings an archive, once, and says its digest; list says where it runs', async () => {
    const repository = await aRepository();
    const { slipway, catalog } = aProject({
      'services/cache/service.yaml': `team: web-team\nchart: { source: "${repository.url}", name: cache }\nports: []\n`,
      'services/cache/dev.yaml': 'release: { version: 1.2.3 }\n',
    });
    const list = slipway('charts', 'list');
    const fetch = slipway('charts', 'fetch');
    repository.end();
    const again = slipway('charts', 'fetch', 'cache');

    expect(list).toMatchObject({ exitCode: 1 });
    expect(list.stdout).toContain('not there; "slipway charts fetch" brings it');
    expect(fetch).toMatchObject({ exitCode: 0, stderr: '' });
    expect(fetch.stdout).toContain(`catalog/charts/cache-1.2.3.tgz of ${repository.url}: cache in dev\n  ${digest}\n`);
    expect(fetch.stdout).toContain('write it into catalog/services/cache/dev.yaml: release.digest');
    expect(again).toEqual(fetch);
    expect(readFileSync(join(catalog, 'charts/cache-1.2.3.tgz'))).toEqual(archive);
  });

  test('charts fetch brings an archive of a registry, which is rendered without it', async () => {
    const registry = await anOciRegistry('charts/cache', '1.2.3', archive);
    const source = `oci://${registry.address}/charts/cache`;
    const { slipway, catalog, workingDirectory } = aProject(
      {
        'services/cache/service.yaml': `team: web-team\nchart: { source: "${source}" }\nports: []\n`,
        'services/cache/dev.yaml': `release: { version: 1.2.3, digest: "${digest}" }\n`,
      },
      { SSL_CERT_FILE: registry.certificate },
    );
    const fetch = slipway('charts', 'fetch', 'cache');
    writeFileSync(join(catalog, 'services/cache/dev.yaml'), 'release: { version: 9.9.9 }\n');
    const unknown = slipway('charts', 'fetch', 'cache');
    registry.end();
    writeFileSync(join(catalog, 'services/cache/dev.yaml'), `release: { version: 1.2.3, digest: "${digest}" }\n`);
    const synth = slipway('synth');

    expect(fetch).toMatchObject({ exitCode: 0, stderr: '' });
    expect(fetch.stdout).toBe(`catalog/charts/cache-1.2.3.tgz of ${source}: cache in dev\n  ${digest}\n`);
    expect(readFileSync(join(catalog, 'charts/cache-1.2.3.tgz'))).toEqual(archive);
    expect(unknown).toMatchObject({ exitCode: 1, stdout: '' });
    expect(unknown.stderr).toContain(`helm cannot bring the chart "cache" 9.9.9 of ${source}: `);
    expect(synth).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readFileSync(join(workingDirectory, 'services/cache/overlays/dev/deployment.yaml'), 'utf8')).toContain(
      'example.com/cache:7.4',
    );
  });

  test('an archive with another digest is not kept', async () => {
    const repository = await aRepository();
    const { slipway, catalog } = aProject({
      'services/cache/service.yaml': `team: web-team\nchart: { source: "${repository.url}", name: cache }\nports: []\n`,
      'services/cache/dev.yaml': `release: { version: 1.2.3, digest: "sha256:${'0'.repeat(64)}" }\n`,
    });
    const fetch = slipway('charts', 'fetch');
    repository.end();

    expect(fetch).toMatchObject({ exitCode: 1, stdout: '' });
    expect(fetch.stderr).toContain(`is ${digest} there, and the release of cache in dev names sha256:000`);
    expect(existsSync(join(catalog, 'charts'))).toBe(false);
  });
});

test('what cannot be done with charts is said', () => {
  const { slipway } = aProject({});

  expect(slipway('charts', 'fetsch')).toMatchObject({ exitCode: 2 });
  expect(slipway('charts', 'fetch')).toMatchObject({ exitCode: 0, stdout: 'no service is a chart from elsewhere\n' });
});

test('diff and check run no extension unless they may, and say what they leave out', () => {
  const { slipway, workingDirectory, catalog } = aProject({});
  const before = join(workingDirectory, 'before');
  slipway('synth', '--out', before);
  slipway('synth');
  writeFileSync(
    join(catalog, 'services/web/service.yaml'),
    'team: web-team\nports: [{ name: http, containerPort: 8080 }]\nextensions: { add: { word: hi } }\n',
  );
  const ran = join(workingDirectory, 'ran');
  writeFileSync(
    join(workingDirectory, 'slipway.extensions.js'),
    `require('node:fs').writeFileSync(${JSON.stringify(ran)}, '');
     module.exports = ({ z }) => ({ add: { schema: z.strictObject({ word: z.string() }), extend: ({ settings, objects }) =>
       [...objects, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'added' }, data: settings }] } });`,
  );
  const diff = slipway('diff', '--against', before);
  const check = slipway('check');

  expect(diff.stderr).toContain(
    'not compared, since extensions make them and are not run: catalog/services/web/dev.yaml, catalog/environments/dev.yaml; --allow-extensions runs them',
  );
  expect(diff.stdout).not.toContain('added');
  expect(check.stdout).toContain('an extension makes it, which is not run here');
  expect(existsSync(ran)).toBe(false);

  expect(slipway('synth')).toMatchObject({ exitCode: 0 });
  expect(existsSync(ran)).toBe(true);
  const allowed = slipway('diff', '--against', before, '--allow-extensions');
  expect(allowed).toMatchObject({ stderr: '' });
  expect(allowed.stdout).toContain('ConfigMap');
  // What this machine has rendered of the same code, it knows.
  expect(slipway('check').stdout).not.toContain('an extension makes it');
});
