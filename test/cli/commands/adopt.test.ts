import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { runHere } from '../../helpers/run-in-process';
import type { Run } from '../../helpers/run-slipway';

/** A service that was imported: its labels are its own, and nobody has said what its program answers. */
const imported = `${serviceYaml}env:
  DB_URL: postgres://app@db.data.svc:5432/app
  API: http://shop:8080/v1
  PAY: https://api.example.org/v1
  HOSTS: queue.example.org:9092,localhost:9093
  MODE: fast
dependsOn: [shop]
metadata:
  workload:
    labels: { app.kubernetes.io/name: web }
unadopted: [labels, waves, liveness-probe, readiness-probe, token, network-policy]
`;

function anImport(text = imported): {
  readonly run: (...words: string[]) => Promise<Run>;
  readonly file: () => string;
} {
  const catalog = aCatalogFolder({
    'services/web/service.yaml': text,
    'services/shop/service.yaml': serviceYaml,
    'services/shop/dev.yaml': overlayYaml,
    'services/shop/prod.yaml': overlayYaml,
  });
  return {
    run: async (...words) => await runHere(['adopt', 'web', ...words], { workingDirectory: join(catalog, '..') }),
    file: () => readFileSync(join(catalog, 'services/web/service.yaml'), 'utf8'),
  };
}

test('one convention that the file contradicts keeps no other from being taken, and is told with its line', async () => {
  const { run, file } = anImport();

  const { exitCode, stdout } = await run('labels', 'waves', 'token');

  expect(exitCode).toBe(1);
  expect(stdout).toContain('✓ web adopts waves, token: written catalog/services/web/service.yaml');
  expect(stdout).toContain(
    '✗ labels is not adopted: catalog/services/web/service.yaml:13:39: metadata.workload.labels["app.kubernetes.io/name"]: service "web" says the label',
  );
  expect(file()).toContain('unadopted: [labels, liveness-probe, readiness-probe, network-policy]');
});

test('where none can be taken nothing is written', async () => {
  const { run, file } = anImport();

  const { exitCode, stdout } = await run('labels');

  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^✗ labels is not adopted: /);
  expect(file()).toBe(imported);
});

test('a probe is taken when somebody has said what it asks, and is no guess', async () => {
  const unsaid = anImport();
  const said = anImport(`${imported}probes: { liveness: { path: /livez }, readiness: { protocol: tcp } }\n`);

  const first = await unsaid.run('liveness-probe', 'readiness-probe', '--dry-run');
  const second = await said.run('liveness-probe', 'readiness-probe');

  expect(first.exitCode).toBe(1);
  expect(first.stdout).toContain(
    '✗ liveness-probe is not adopted: nothing says what its liveness probe may ask, and /health is a guess: say it first in catalog/services/web/service.yaml, as in "probes.liveness.path: /healthz"',
  );
  expect(first.stdout).toContain('✗ readiness-probe is not adopted: ');
  expect(second.exitCode).toBe(0);
  expect(second.stdout).toContain('httpGet: { path: /livez');
  expect(second.stdout).toContain('tcpSocket');
});

test('the network policy names the hosts of variables that it cuts off', async () => {
  const { run } = anImport();

  const { exitCode, stdout } = await run('network-policy', '--dry-run');

  expect(exitCode).toBe(0);
  expect(stdout.split('\n').filter((line) => line.startsWith('! can no longer be reached'))).toEqual(
    ['db.data.svc:5432 (DB_URL)', 'api.example.org (PAY)', 'queue.example.org:9092 (HOSTS)'].map(
      (host) => `! can no longer be reached: ${host}, which neither dependsOn nor egress names`,
    ),
  );
});

test('the list says of each what it would change, or why it cannot be taken', async () => {
  const { exitCode, stdout } = await anImport().run();
  const line = (name: string): string => stdout.split('\n').find((one) => one.startsWith(`  ${name} `)) ?? '';

  expect(exitCode).toBe(0);
  expect(line('labels')).toContain('cannot be taken yet: catalog/services/web/service.yaml:13:39');
  expect(line('liveness-probe')).toContain('cannot be taken yet: nothing says what its liveness probe may ask');
  expect(line('network-policy')).toContain('can no longer be reached: db.data.svc:5432 (DB_URL)');
  expect(line('waves')).toContain('rollout ');
});

test('programs are told the same', async () => {
  const { stdout, exitCode } = await anImport().run('labels', 'network-policy', '--json');

  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    adopted: ['network-policy'],
    notTaken: [{ name: 'labels', why: expect.stringContaining('says the label') }],
    unadopted: ['labels', 'waves', 'liveness-probe', 'readiness-probe', 'token'],
    notes: expect.arrayContaining([expect.stringContaining('api.example.org')]),
  });
});
