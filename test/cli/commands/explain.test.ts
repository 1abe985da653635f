import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { cleanVariables, runSlipway, slipwayFile } from '../../helpers/run-slipway';

/** A repository where every layer says something about "web". */
function aRepository(): string {
  const catalog = aCatalogFolder({
    'environments/dev.yaml': `${environmentYaml}aliases: [development]\ndefaults:\n  monitoring: { alerts: true }\n`,
    'services/web/service.yaml': `${serviceYaml}resources:\n  limits: { cpu: 700m }\ndependsOn: [orders]\n`,
    'services/web/dev.yaml': `${overlayYaml}scale: { owner: fixed, replicas: 4 }\n`,
    'services/orders/service.yaml': serviceYaml,
    'services/orders/dev.yaml': overlayYaml,
    'services/orders/prod.yaml': overlayYaml,
    'services/orders/staging.yaml': overlayYaml,
    'services/idle/service.yaml': serviceYaml,
    'environments/staging.yaml': environmentYaml,
  });
  return join(catalog, '..');
}

test('each value has the file and line that decides it, and the value that it replaces', () => {
  const { exitCode, stdout, stderr } = runSlipway(['explain', 'web', 'dev'], { workingDirectory: aRepository() });
  const lines = stdout.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  '));

  expect(exitCode).toBe(0);
  expect(stderr).toBe('');
  expect(lines[0]).toBe('web in dev');
  expect(lines).toContain('  replicas: 4  catalog/services/web/dev.yaml:2  (default 2)');
  expect(lines).toContain('  cpu: 700m  catalog/services/web/service.yaml:5  (default 500m)');
  expect(lines).toContain('  alerts: true  catalog/environments/dev.yaml:16  (default false)');
  expect(lines).toContain('  memory: 512Mi  default');
  expect(lines).toContain('  namespace:  dev  catalog/environments/dev.yaml:2');
  expect(lines).toContain('  calls:  orders (http)');
});

test('a key that its file does not have is a default', () => {
  const { stdout } = runSlipway(['explain', 'web', 'dev'], { workingDirectory: aRepository() });

  expect(stdout).toMatch(/\n {2}project: +dev +default\n/);
});

test('without an environment each one is explained, and callers are shown', () => {
  const { stdout } = runSlipway(['explain', 'orders'], { workingDirectory: aRepository() });

  expect(stdout.match(/^orders in .*$/gm)).toEqual(['orders in dev', 'orders in prod', 'orders in staging']);
  expect(stdout).toMatch(/\n {2}called by: +web \(http\)\n/);
});

test.each([
  [['explain', 'web', 'development', 'resources.limits']],
  [['explain', 'web', 'dev', '--path', 'resources.limits']],
])('%j shows a part only, and an alias is an environment', (words) => {
  const { stdout } = runSlipway(words, { workingDirectory: aRepository() });

  expect(stdout.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  '))).toEqual([
    'web in dev',
    '  resources.limits:',
    '  cpu: 700m  catalog/services/web/service.yaml:5  (default 500m)',
    '  memory: 512Mi  default',
    '  ephemeralStorage: 1Gi  default',
    '',
  ]);
});

test('--json has every weaker value, with its place', () => {
  const { stdout } = runSlipway(['explain', 'web', 'dev', 'scale', '--json'], { workingDirectory: aRepository() });

  expect(JSON.parse(stdout)).toEqual({
    service: 'web',
    environments: [
      {
        environment: 'dev',
        facts: [],
        settings: [
          {
            path: ['scale', 'owner'],
            value: 'fixed',
            source: expect.objectContaining({ kind: 'overlay' }),
            overrides: [],
          },
          {
            path: ['scale', 'replicas'],
            value: 4,
            source: {
              kind: 'overlay',
              name: 'overlay web in dev',
              file: 'catalog/services/web/dev.yaml',
              line: 2,
              column: 24,
            },
            overrides: [{ value: 2, source: { kind: 'default', name: 'default' } }],
          },
        ],
        calls: [],
        calledBy: [],
        gates: [],
      },
    ],
  });
});

describe('gates of an environment', () => {
  const hold = (reason: string): string => `hold: { reason: ${reason}, by: ann, since: "2026-11-20T00:00:00Z" }`;
  const aGatedRepository = (): string =>
    join(
      aCatalogFolder({
        'platform.yaml': `${platformYaml.replace('] }', `], ${hold('the team rests')} }`)}gates:
  approvalLife: 12h
  ticket: { prefix: INC- }
`,
        'environments/prod.yaml': `${environmentYaml}gates:
  after: [dev]
  approvals: [{ count: 2, teams: ["{team}"] }]
  ticket: { prefix: CHG- }
freezes:
  - schedule: "0 12 * * 5"
    duration: 12h
    reason: Friday
  - { reason: a fair, from: "2026-11-20T00:00:00Z", until: "2026-12-01T00:00:00Z" }
${hold('a fire')}
`,
        'services/web/prod.yaml': `${overlayYaml}${hold('it was rolled back')}\n`,
      }),
      '..',
    );

  test('are shown with what is in the way, and where each is from', () => {
    const { stdout } = runSlipway(['explain', 'web', 'prod', 'gates'], { workingDirectory: aGatedRepository() });

    expect(stdout.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  '))).toEqual([
      'web in prod',
      '  gates:',
      '  after: dev  catalog/environments/prod.yaml:15',
      '  approvals: 2 of web-team  catalog/environments/prod.yaml:16',
      '  approvalLife: 12h  catalog/platform.yaml:7',
      '  ticket: CHG-...  catalog/environments/prod.yaml:17',
      '  freeze: Friday (0 12 * * 5 for 12h, UTC)  catalog/environments/prod.yaml:21',
      '  freeze: a fair (2026-11-20T00:00:00Z to 2026-12-01T00:00:00Z)  catalog/environments/prod.yaml:22',
      '  hold: by ann: it was rolled back  catalog/services/web/prod.yaml:2',
      '  hold: by ann: the team rests  catalog/platform.yaml:5',
      '  hold: by ann: a fire  catalog/environments/prod.yaml:23',
      '',
    ]);
  });

  test('are in JSON as the catalog says them', () => {
    const { stdout } = runSlipway(['explain', 'web', 'prod', 'gates.ticket', '--json'], {
      workingDirectory: aGatedRepository(),
    });

    expect(JSON.parse(stdout).environments[0].gates).toEqual([
      {
        name: 'ticket',
        words: 'CHG-...',
        value: { prefix: 'CHG-' },
        source: {
          kind: 'environment',
          name: 'environment prod',
          file: 'catalog/environments/prod.yaml',
          line: 17,
          column: 3,
        },
      },
    ]);
  });

  test('are between what a service is and its settings', () => {
    const { stdout } = runSlipway(['explain', 'web', 'prod'], { workingDirectory: aGatedRepository() });

    expect(stdout).toMatch(/sync:[^]*\n\n {2}gates:\n[^]*\n\n {2}probes:/);
  });
});

test.each([
  [['wbe'], 'unknown service "wbe"', 'did you mean "web"?'],
  [['web', 'pord'], 'unknown environment "pord"', 'did you mean "prod"?'],
  [['web', 'dev', 'resuorces'], 'nothing is set at "resuorces"', 'did you mean "resources"?'],
])('explain %j is wrong input, with what was probably meant', (words, message, hint) => {
  const { exitCode, stdout, stderr } = runSlipway(['explain', ...words], { workingDirectory: aRepository() });

  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).toContain(hint);
});

test('a service that is not deployed there is the answer no, with where it is', () => {
  const workingDirectory = aRepository();

  const elsewhere = runSlipway(['explain', 'web', 'staging'], { workingDirectory });
  const nowhere = runSlipway(['explain', 'idle'], { workingDirectory });

  expect(elsewhere).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'error: service "web" is not deployed in "staging"; it is deployed in dev, prod\n',
  });
  expect(nowhere.exitCode).toBe(1);
  expect(nowhere.stderr).toContain('add catalog/services/idle/<environment>.yaml');
});

test('nobody reading does not turn a refusal into a success', () => {
  const command = `"${process.execPath}" "${slipwayFile}" explain nothing --json | true; echo "\${PIPESTATUS[0]}"`;

  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', command], {
    cwd: aRepository(),
    env: cleanVariables(),
    encoding: 'utf8',
  });

  expect([stdout, stderr]).toEqual(['2\n', '']);
});

// `true` has gone before the first word is written, so that every write fails with EPIPE.
test.each([
  ['head -1', 'web in dev\n0\n'],
  ['true', '0\n'],
])('a reader like "%s", who has seen enough, ends it quietly', (reader, expected) => {
  const command = `"${process.execPath}" "${slipwayFile}" explain web | ${reader}; echo "\${PIPESTATUS[0]}"`;

  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', command], {
    cwd: aRepository(),
    env: cleanVariables(),
    encoding: 'utf8',
  });

  expect(stdout).toBe(expected);
  expect(stderr).toBe('');
});
