import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, serviceYaml } from '../../helpers/a-catalog';
import { runSlipway } from '../../helpers/run-slipway';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';

const shipped = ['--catalog', shippedCatalog];

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
  const catalog = aCatalogFolder({
    'platform.yaml': `catalogVersion: 1
repository: { url: https://github.com/your-org/gitops.git }
registry: ghcr.io/your-org
teams:
  web-team: { owners: ["@your-org/web-team"] }
secrets: { places: ["{environment}/{service}", shared] }
`,
    'services/web/service.yaml': `${serviceYaml}secrets: { keys: { token: { remoteKey: shared }, tls.key: {} } }\n`,
  });
  const script = runSlipway(['secrets', 'dev', '--vault', '--mount', 'kv', '--catalog', catalog]).stdout;
  const run = (variables: Readonly<Record<string, string>>) => {
    const folder = temporaryFolder();
    const said = join(folder, 'said');
    writeFileSync(join(folder, 'vault'), `#!/bin/sh\nfor word in "$@"; do printf '%s\\n' "$word" >> '${said}'; done\n`);
    chmodSync(join(folder, 'vault'), 0o755);
    writeFileSync(said, '');
    const { status, stderr } = spawnSync('sh', ['-c', script], {
      env: { PATH: `${folder}:/usr/bin:/bin`, ...variables },
      encoding: 'utf8',
    });
    return { status, stderr, said: readFileSync(said, 'utf8').split('\n') };
  };

  test('a shell takes the values from its variables, whatever they are', () => {
    const { said, status } = run({ DEV_WEB_TLS_KEY: 'a "quoted"  $HOME', DEV_SHARED_TOKEN: 't' });

    expect(said).toEqual([
      'kv',
      'put',
      '-mount=kv',
      'dev/web',
      'tls.key=a "quoted"  $HOME',
      'kv',
      'put',
      '-mount=kv',
      'shared',
      'token=t',
      '',
    ]);
    expect(status).toBe(0);
  });

  test('a value that is missing ends the script, and nothing is written without it', () => {
    const { said, status, stderr } = run({});

    expect(said).toEqual(['']);
    expect(stderr).toContain('DEV_WEB_TLS_KEY');
    expect(status).not.toBe(0);
  });
});

test('a catalog without secrets says so', () => {
  expect(runSlipway(['secrets', '--catalog', aCatalogFolder({})]).stdout).toBe(
    'no service takes anything of a secret store\n',
  );
});
