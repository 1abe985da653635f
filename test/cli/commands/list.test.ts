import { join } from 'node:path';

import { aCatalogFolder, environmentYaml, serviceYaml } from '../../helpers/a-catalog';
import { runHere } from '../../helpers/run-in-process';

const files = {
  'services/web/prod.yaml': null,
  'services/api/service.yaml': serviceYaml,
  'services/api/dev.yaml': 'release: { version: v2 }\nretired: true\n',
  'services/api/prod.yaml': 'release: { version: v1 }\n',
};

const list = async (...words: readonly string[]) =>
  await runHere(['list', ...words], { workingDirectory: join(aCatalogFolder(files), '..') });

test('a row for each service, a column for each environment', async () => {
  const { exitCode, stdout, stderr } = await list();

  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toBe(
    [
      'SERVICE  TEAM      DEV           PROD',
      'api      web-team  v2 (retired)  v1',
      'web      web-team  v1.0.0        -',
      '',
    ].join('\n'),
  );
});

test('environments stand in the order in which a release runs in them', async () => {
  const catalog = aCatalogFolder({
    'environments/dev.yaml': `${environmentYaml}gates: { after: [prod] }\n`,
  });
  const { stdout } = await runHere(['list'], { workingDirectory: join(catalog, '..') });

  expect(stdout.split('\n')[0]).toMatch(/PROD +DEV/);
});

test.each([
  [['web'], ['web']],
  [['-e', 'prod'], ['api']],
  [
    ['--team', 'web-team'],
    ['api', 'web'],
  ],
])('%j narrows the list', async (words, names) => {
  const { stdout } = await list(...words, '--json');
  const { services }: { services: { name: string }[] } = JSON.parse(stdout);

  expect(services.map(({ name }) => name)).toEqual(names);
});

test('--json has digests, systems and what is retired', async () => {
  const { stdout } = await list('api', '--json');

  expect(JSON.parse(stdout)).toEqual({
    services: [
      {
        name: 'api',
        team: 'web-team',
        environments: { dev: { version: 'v2', retired: true }, prod: { version: 'v1', retired: false } },
      },
    ],
  });
});

test('unknown names are told together', async () => {
  const { exitCode, stderr } = await list('wbe', '--team', 'web-taem');

  expect(exitCode).toBe(2);
  expect(stderr).toContain('unknown service "wbe"\n  hint: did you mean "web"?');
  expect(stderr).toContain('unknown team "web-taem"\n  hint: did you mean "web-team"?');
});
