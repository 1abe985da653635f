import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, environmentYaml, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { runSlipway } from '../../helpers/run-slipway';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';

const shipped = ['--catalog', shippedCatalog];

const platform = `catalogVersion: 1
repository: { url: https://github.com/your-org/gitops.git }
registry: ghcr.io/your-org
teams:
  web-team: { owners: ["@your-org/web-team"] }
secrets: { places: ["{environment}/{service}", shared, shared/db], mounts: [secret, kv] }
`;

test('R0-16: every key of the store that services need, with who takes it', () => {
  const { stdout, exitCode } = runSlipway(['secrets', 'production', '--service', 'payment-service', ...shipped]);

  expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['environment', 'store', 'key', 'property', 'for'],
    ['prod', 'vault-backend', 'prod/payment-service', 'db-host', 'payment-service as DB_HOST'],
    ['prod', 'vault-backend', 'prod/payment-service', 'db-password', 'payment-service as DB_PASSWORD'],
    ['prod', 'vault-backend', 'prod/payment-service', 'db-username', 'payment-service as DB_USERNAME'],
    [''],
  ]);
  expect(exitCode).toBe(0);
});

test('a property that several services take is one, with all of them', () => {
  const { secrets } = JSON.parse(runSlipway(['secrets', 'dev', '--json', ...shipped]).stdout);
  const database = secrets.find(({ remoteKey }: { remoteKey: string }) => remoteKey === 'dev/blog-database');

  expect(database.properties).toEqual([
    {
      name: 'postgres-password',
      users: [
        { service: 'blog-database', env: 'PGPASSWORD' },
        { service: 'blog-database', env: 'POSTGRES_PASSWORD' },
      ],
    },
  ]);
});

describe('as commands for Vault', () => {
  const files = {
    'platform.yaml': platform,
    'services/web/service.yaml': `${serviceYaml}secrets: { keys: { token: { remoteKey: shared }, tls.key: {} } }\n`,
    'services/shop/service.yaml': `${serviceYaml}secrets: { keys: { password: { remoteKey: shared } } }\n`,
    'services/shop/prod.yaml': overlayYaml,
  };
  const scriptOf = (...words: readonly string[]) =>
    runSlipway(['secrets', '--vault', '--mount', 'kv', '--catalog', aCatalogFolder(files), ...words]).stdout;

  test('R0-16: a key has one entry, whoever asks for it, in all environments', () => {
    const script = scriptOf();

    expect(script.match(/^store \S+ /gm)).toEqual(['store dev/web ', 'store shared ', 'store prod/web ']);
    expect(script).toContain('store shared \\\n  password SHARED_PASSWORD \\\n  token SHARED_TOKEN\n');
  });

  test('a key that is new is written only if nothing was there; of another one, what is not asked for stays', () => {
    const variables = { DEV_WEB_TLS_KEY: 'a', SHARED_TOKEN: 't' };
    const wasThere = run(scriptOf('dev', '--service', 'web'), variables, { version: 2, newKeys: ['dev/web'] });

    expect(wasThere).toEqual({
      said: [
        ['read', '-field=options', 'sys/internal/ui/mounts/kv'],
        ['kv', 'put', '-cas=0', '-mount=kv', 'dev/web', '-', '{"tls.key": "a"}'],
        ['kv', 'put', '-cas=0', '-mount=kv', 'shared', '-', '{"token": "t"}'],
        ['kv', 'patch', '-mount=kv', 'shared', '-', '{"token": "t"}'],
      ],
      stderr: '',
      status: 0,
    });
  });

  test.each([
    '-',
    '@t',
    String.raw`\@t`,
    'a "quoted"\r\n\tline $HOME',
    String.raw`\n %s \\ \u0041 &`,
    'ü\u{1f511}\u001b',
    '',
  ])('a value is handed to Vault as it is, and in no argument: %j', (value) => {
    const variables = { DEV_WEB_TLS_KEY: value, SHARED_TOKEN: 't' };
    const { said, status, stderr } = run(scriptOf('dev', '--service', 'web'), variables, { version: 2 });

    const [, , , , , argument, read = ''] = said.find((words) => words.includes('dev/web')) ?? [];
    expect([argument, JSON.parse(read)]).toEqual(['-', { 'tls.key': value }]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('a value that is missing ends the script before anything is written', () => {
    const { said, status, stderr } = run(scriptOf('dev'), { DEV_WEB_TLS_KEY: 'a' }, { version: 2 });

    expect(said).toEqual([]);
    expect(stderr).toContain('SHARED_TOKEN');
    expect(status).not.toBe(0);
  });

  test('version 1 of the engine, which would write anything over, is left alone', () => {
    const variables = { DEV_WEB_TLS_KEY: 'a', SHARED_TOKEN: 't' };
    const { said, status, stderr } = run(scriptOf('dev', '--service', 'web'), variables, { version: 1 });

    expect(said).toEqual([['read', '-field=options', 'sys/internal/ui/mounts/kv']]);
    expect(stderr).toContain('kv is no key-value engine of version 2');
    expect(status).toBe(1);
  });

  test('of a key that is taken as a whole, only what somebody names is written', () => {
    const whole = aCatalogFolder({
      'platform.yaml': platform,
      'services/web/service.yaml': `${serviceYaml}secrets: { wholeKeys: [shared] }\n`,
      'services/shop/service.yaml': `${serviceYaml}secrets: { wholeKeys: [shared], keys: { token: { remoteKey: shared } } }\n`,
      'services/shop/dev.yaml': overlayYaml,
    });

    const scripts = [[], ['--service', 'web']].map(
      (words) => runSlipway(['secrets', 'dev', '--vault', '--catalog', whole, ...words]).stdout,
    );

    expect(scripts.map((script) => script.split('\n}\n').at(-1))).toEqual([
      '# shop takes every property of shared\n# web takes every property of shared\nstore shared \\\n  token SHARED_TOKEN\n',
      '# web takes every property of shared\n# store shared NAME VARIABLE ...\n',
    ]);
  });

  test('two places whose variables would be called the same have two variables', () => {
    const alike = aCatalogFolder({
      'platform.yaml': platform,
      'services/web/service.yaml': `${serviceYaml}secrets: { keys: { a: { remoteKey: shared, property: db-host }, b: { remoteKey: shared/db, property: host } } }\n`,
    });

    expect(runSlipway(['secrets', 'dev', '--vault', '--catalog', alike]).stdout.match(/^ {2}\S+ SHARED\w+/gm)).toEqual([
      '  db-host SHARED_DB_HOST',
      '  host SHARED_DB_HOST_2',
    ]);
  });

  test('a key is written where External Secrets reads it, however it is spelled', () => {
    const spelled = aCatalogFolder({
      'platform.yaml': platform.replace('shared, shared/db', 'all, secret/all'),
      'services/web/service.yaml': `${serviceYaml}secrets: { keys: { a: { remoteKey: all }, b: { remoteKey: secret/all } } }\n`,
    });
    const of = (...words: readonly string[]) => runSlipway(['secrets', 'dev', '--catalog', spelled, ...words]);

    expect(of('--vault').stdout).toContain('\nstore all \\\n  a ALL_A \\\n  b ALL_B\n');
    expect(of('--vault', '--mount', 'kv').stdout.match(/^store \S+/gm)).toEqual(['store all', 'store secret/all']);
    expect(of().stdout).toMatch(/ secret\/all \(of Vault: all\) +b /);
    expect(of('--vault', '--mount', 'other')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('"other" is none of secrets.mounts of platform.yaml: "secret", "kv"'),
    });
  });

  test('every key of the shipped catalog is where the policy of the page lets External Secrets read it', () => {
    const page = readFileSync(join(__dirname, '../../../docs/how-to/install-the-platform.md'), 'utf8');
    const policies = [...page.matchAll(/^path "secret\/data\/(.*)\*" \{ capabilities = \["read"\] \}$/gm)];

    const keys = runSlipway(['secrets', 'dev', '--vault', ...shipped]).stdout.match(/^store \S+/gm) ?? [];

    expect(keys).toContain('store dev/apm');
    expect(keys.filter((key) => !policies.some(([, place]) => key.startsWith(`store ${place}`)))).toEqual([]);
  });

  test('a script fills one store', () => {
    const stores = aCatalogFolder({
      'environments/dev.yaml': environmentYaml.replace('vault-backend', 'vault-dev'),
      'services/web/service.yaml': `${serviceYaml}secrets: { keys: { token: {} } }\n`,
    });
    const of = (...words: readonly string[]) => runSlipway(['secrets', '--vault', '--catalog', stores, ...words]);

    expect(of()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('services ask 2 stores, and a script fills one: "vault-backend", "vault-dev"'),
    });
    expect(of('--store', 'vault-dev').stdout.match(/^store \S+ /gm)).toEqual(['store dev/web ']);
    expect(of('--store', 'vault').stderr).toContain('unknown store "vault"');
  });
});

describe('ExternalSecrets that no setting says', () => {
  const files = {
    'platform.yaml': platform.replace('shared/db', 'plain, k, everything'),
    'services/web/service.yaml': `${serviceYaml}secrets: { keys: { token: { remoteKey: shared, env: TOKEN } } }\n`,
    'services/web/manifests/secrets.yaml': `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: database }
spec:
  secretStoreRef: { kind: ClusterSecretStore, name: vault-backend }
  data:
    - { secretKey: url, remoteRef: { key: shared, property: url } }
    - { secretKey: all, remoteRef: { key: plain } }
    - { secretKey: other, remoteRef: { key: k, property: p }, sourceRef: { storeRef: { kind: ClusterSecretStore, name: other } } }
  dataFrom:
    - extract: { key: everything }
    - find: { path: shared, name: { regexp: "^web-" } }
`,
    'services/web/prod.yaml': null,
  };

  test('are listed with those of the settings, and what names no key is reported', () => {
    const rows = runSlipway(['secrets', 'dev', '--catalog', aCatalogFolder(files)]).stdout.split('\n');

    expect(rows.map((line) => line.split(/ {2,}/))).toEqual([
      ['environment', 'store', 'key', 'property', 'for'],
      ['dev', 'other', 'k', 'p', 'web by ExternalSecret database'],
      ['dev', 'vault-backend', 'everything', '(every one)', 'web by ExternalSecret database'],
      ['dev', 'vault-backend', 'plain', '(every one)', 'web by ExternalSecret database'],
      ['dev', 'vault-backend', 'shared', 'token', 'web as TOKEN'],
      ['dev', 'vault-backend', 'shared', 'url', 'web by ExternalSecret database'],
      ['not counted: web in dev: ExternalSecret "database": it takes whatever it finds in the store "vault-backend"'],
      [''],
    ]);
  });

  test('are in the script, too', () => {
    const { stdout } = runSlipway([
      'secrets',
      'dev',
      '--vault',
      '--store',
      'vault-backend',
      '--catalog',
      aCatalogFolder(files),
    ]);

    expect(stdout).toContain('store shared \\\n  token SHARED_TOKEN \\\n  url SHARED_URL\n');
    expect(stdout).toContain('\n# not counted: web in dev: ExternalSecret "database"');
  });

  test('are missed by name where nothing here can render them', () => {
    const made = aCatalogFolder({
      'services/web/service.yaml': 'team: web-team\nports: []\nkustomization: {}\n',
      'services/web/kustomization/kustomization.yaml': 'resources: []\n',
      'services/web/prod.yaml': null,
    });

    const { stdout, exitCode } = runSlipway(['secrets', '--catalog', made], { variables: { PATH: temporaryFolder() } });

    expect(stdout).toMatch(/^not counted: web in dev: it cannot be rendered: .*kustomize/m);
    expect(exitCode).toBe(0);
  });
});

test('a catalog without secrets says so', () => {
  expect(runSlipway(['secrets', '--catalog', aCatalogFolder({})]).stdout).toBe(
    'no service takes anything of a secret store\n',
  );
});

/** Runs a script with a `vault` that notes what it is asked. */
function run(
  script: string,
  variables: Readonly<Record<string, string>>,
  { version, newKeys = [] }: { readonly version: 1 | 2; readonly newKeys?: readonly string[] },
) {
  const folder = temporaryFolder();
  const said = join(folder, 'said');
  writeFileSync(said, '');
  const answer = `#!/bin/sh
for word in "$@"; do printf '%s\\n' "$word" >> '${said}'; done
[ "$word" != - ] || cat >> '${said}'
echo >> '${said}'
case "$*" in
read*) echo 'map[version:${version}]' ;;
*put*) case " ${newKeys.join(' ')} " in *" $5 "*) ;; *) echo 'it is there' >&2; exit 2 ;; esac ;;
esac
`;
  writeFileSync(join(folder, 'vault'), answer, { mode: 0o755 });
  const { status, stderr } = spawnSync('sh', ['-c', script], {
    env: { PATH: `${folder}:/usr/bin:/bin`, ...variables },
    encoding: 'utf8',
  });
  const calls = readFileSync(said, 'utf8').split('\n\n').slice(0, -1);
  return { said: calls.map((call) => call.split('\n')), stderr, status };
}
