import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { freePorts } from '../../cluster/harness/free-ports';
import { aCatalogFolder, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { hasSoftware, softwarePath } from '../../helpers/a-software-catalog';
import { runSlipway } from '../../helpers/run-slipway';
import { findProgram } from '../../stacks/helpers/find-program';

/** A platform whose services may take keys of these places, beside their own. */
const platformWith = (...places: readonly string[]) => `catalogVersion: 1
repository: { url: https://github.com/your-org/gitops.git }
registry: ghcr.io/your-org
teams:
  web-team: { owners: ["@your-org/web-team"] }
secrets: { places: ["{environment}/{service}", ${places.join(', ')}], mounts: [secret, kv, old] }
`;

const externalSecret = (name: string, key: string, property: string) => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: ${name} }
spec:
  secretStoreRef: { kind: ClusterSecretStore, name: vault-backend }
  data:
    - { secretKey: value, remoteRef: { key: ${key}, property: ${property} } }
`;

const withSoftware = hasSoftware ? describe : describe.skip;

withSoftware('Helm and kustomize', () => {
  test('what a chart, a kustomization and an extension take out of the store is listed', () => {
    const catalog = aCatalogFolder({
      'platform.yaml': platformWith('shared', 'everything'),
      'services/chart/service.yaml': 'team: web-team\nports: []\nchart: { source: folder }\n',
      'services/chart/chart/Chart.yaml': 'apiVersion: v2\nname: chart\nversion: 1.0.0\n',
      'services/chart/chart/templates/secret.yaml': externalSecret('of-chart', 'shared', 'c'),
      'services/chart/dev.yaml': 'release: { version: 1.0.0 }\n',
      'services/made/service.yaml': 'team: web-team\nports: []\nkustomization: {}\n',
      'services/made/kustomization/kustomization.yaml': 'resources: [secret.yaml]\n',
      'services/made/kustomization/secret.yaml': externalSecret('of-kustomization', 'shared', 'k'),
      'services/made/dev.yaml': overlayYaml,
      'services/web/service.yaml': `${serviceYaml}extensions: { secret: {} }\n`,
      'services/web/prod.yaml': null,
    });
    writeFileSync(
      join(dirname(catalog), 'slipway.extensions.js'),
      `module.exports = ({ z }) => ({
  secret: {
    description: 'Takes something out of the store.',
    schema: z.strictObject({}),
    extend: ({ objects }) => [
      ...objects,
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'of-extension' },
        spec: {
          secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault-backend' },
          dataFrom: [{ extract: { key: 'everything' } }],
        },
      },
    ],
  },
});
`,
    );

    const { stdout, stderr } = runSlipway(['secrets', 'dev', '--catalog', catalog], {
      variables: { PATH: softwarePath },
    });

    expect(stderr).toBe('');
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['environment', 'store', 'key', 'property', 'for'],
      ['dev', 'vault-backend', 'everything', '(every one)', 'web by ExternalSecret of-extension'],
      ['dev', 'vault-backend', 'shared', 'c', 'chart by ExternalSecret of-chart'],
      ['dev', 'vault-backend', 'shared', 'k', 'made by ExternalSecret of-kustomization'],
      [''],
    ]);
  });
});

// OpenBao is Vault as it was before its license changed, and has the same engine and the same commands.
const vault = findProgram('vault') ?? findProgram('bao');
const withVault = vault === undefined ? describe.skip : describe;
if (vault === undefined)
  process.stderr.write(
    'SKIPPED: neither vault nor bao is on PATH: no real one has run the script. https://openbao.org has packages of bao; ' +
      '"go build -o bao ." in a clone of its repository makes one, too\n',
  );

withVault('a real Vault', () => {
  let server: ChildProcess;
  let folder = '';
  let variables: Readonly<Record<string, string>>;

  const sh = (script: string, values: Readonly<Record<string, string>> = {}) =>
    spawnSync('sh', ['-c', script], { env: { ...variables, ...values }, encoding: 'utf8', timeout: 60_000 });
  const valuesAt = (mount: string, key: string): unknown => {
    const { stdout } = sh(`vault kv get -format=json -mount=${mount} ${key}`);
    return JSON.parse(stdout).data.data ?? JSON.parse(stdout).data;
  };
  const scriptOf = (mount: string, ...words: readonly string[]): string => {
    const catalog = aCatalogFolder({
      'platform.yaml': platformWith('shared'),
      'services/web/service.yaml': `${serviceYaml}secrets: { keys: { token: { remoteKey: shared }, tls.key: {} } }\n`,
      'services/shop/service.yaml': `${serviceYaml}secrets: { wholeKeys: [shared], keys: { password: { remoteKey: shared } } }\n`,
      'services/shop/dev.yaml': overlayYaml,
    });
    return runSlipway(['secrets', 'dev', '--vault', '--mount', mount, '--catalog', catalog, ...words]).stdout;
  };

  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    // It is there for all tests, so not one that goes with each.
    folder = mkdtempSync(join(tmpdir(), 'slipway-vault-'));
    writeFileSync(join(folder, 'vault'), `#!/bin/sh\nexec '${vault}' "$@"\n`, { mode: 0o755 });
    const address = `http://127.0.0.1:${port}`;
    variables = {
      PATH: `${folder}:/usr/bin:/bin`,
      HOME: folder,
      VAULT_ADDR: address,
      BAO_ADDR: address,
      VAULT_TOKEN: 'root',
      BAO_TOKEN: 'root',
    };
    server = spawn(
      vault ?? '',
      ['server', '-dev', '-dev-root-token-id=root', `-dev-listen-address=127.0.0.1:${port}`, '-dev-no-store-token'],
      { stdio: 'ignore', env: variables },
    );
    for (let tries = 0; sh('vault status').status !== 0; tries += 1) {
      if (tries > 300) throw new Error('Vault does not answer');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    sh('vault secrets enable -path=old -version=1 kv');
    sh('vault secrets enable -path=kv -version=2 kv');
  });
  afterAll(() => {
    server?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a key that is new is there with all of it, and one that is there keeps what nobody asked for', () => {
    sh('vault kv put -mount=kv shared others=stay token=old');
    const first = { DEV_WEB_TLS_KEY: 'a "quoted"\nline $HOME', SHARED_TOKEN: '@new', SHARED_PASSWORD: '\\x' };

    const { status, stderr } = sh(scriptOf('kv'), first);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(valuesAt('kv', 'dev/web')).toEqual({ 'tls.key': 'a "quoted"\nline $HOME' });
    expect(valuesAt('kv', 'shared')).toEqual({ others: 'stay', token: '@new', password: '\\x' });
  });

  test('one service alone takes nothing away from the others, however often it is run', () => {
    const values = { DEV_WEB_TLS_KEY: 'k', SHARED_TOKEN: 'newer' };

    for (const time of [1, 2]) expect([time, sh(scriptOf('kv', '--service', 'web'), values).status]).toEqual([time, 0]);

    expect(valuesAt('kv', 'shared')).toEqual({ others: 'stay', token: 'newer', password: '\\x' });
  });

  test.each(['-', '@t', String.raw`\@t`, '{"a": 1}'])('a value is written as it is: %s', (value) => {
    const { status, stderr } = sh(scriptOf('kv', '--service', 'web'), { DEV_WEB_TLS_KEY: value, SHARED_TOKEN: 't' });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(valuesAt('kv', 'dev/web')).toEqual({ 'tls.key': value });
  });

  test('a key that somebody has deleted is left to a person', () => {
    sh('vault kv delete -mount=kv shared');

    const { status, stderr } = sh(scriptOf('kv', '--service', 'web'), { DEV_WEB_TLS_KEY: 'k', SHARED_TOKEN: 't' });

    expect(status).toBe(2);
    // Vault says the first, OpenBao the second.
    expect(stderr).toMatch(/No value found|Code: 404/);
  });

  test('version 1 of the engine keeps what it has', () => {
    sh('vault kv put -mount=old shared others=stay');

    const { status, stderr } = sh(scriptOf('old', '--service', 'web'), { DEV_WEB_TLS_KEY: 'k', SHARED_TOKEN: 't' });

    expect(status).toBe(1);
    expect(stderr).toContain('old is no key-value engine of version 2');
    expect(valuesAt('old', 'shared')).toEqual({ others: 'stay' });
  });
});
