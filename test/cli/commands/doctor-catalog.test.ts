import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import { callersWithoutProxy } from '../../../src/model/callers-without-proxy';
import { aCatalogFolder, environmentYaml, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { runHere } from '../../helpers/run-in-process';
import { git } from '../../helpers/a-repository';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';

const own = {
  'platform.yaml': platformYaml.replaceAll('your-org', 'acme'),
  'environments/dev.yaml': environmentYaml.replace('example.com', 'acme.test'),
  'environments/prod.yaml': environmentYaml.replace('example.com', 'acme.test'),
};

async function doctor(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  return await runHere(['doctor', ...words], { workingDirectory: join(aCatalogFolder(files), '..') });
}

test('a catalog in which everything is filled in is well', async () => {
  expect(
    await doctor({ ...own, 'services/web/dev.yaml': '# your-org\nrelease: { version: v1 } # example.com\n' }),
  ).toEqual({
    exitCode: 0,
    stdout: '✓ nothing is left to fill in, and every version is known\n',
    stderr: '',
  });
});

test('placeholders are told with their lines, all at once', async () => {
  const { exitCode, stdout } = await doctor({
    ...own,
    'platform.yaml': platformYaml,
    'environments/dev.yaml': environmentYaml,
  });

  expect(exitCode).toBe(1);
  expect(stdout).toContain(
    'catalog/platform.yaml:2: "your-org" is still there: repository: { url: https://github.com/your-org/gitops.git }\n' +
      '  hint: write the name of your organization\n',
  );
  expect(stdout).toContain('catalog/platform.yaml:5: "your-org" is still there');
  expect(stdout).toContain('catalog/environments/dev.yaml:4: "example.com" is still there');
  expect(stdout).toMatch(/\n4 things to look at\n$/);
});

test.each(['1.99', '1.20'])('Kubernetes %s is said to be unknown, by doctor and by check', async (version) => {
  const files = { ...own, 'environments/dev.yaml': own['environments/dev.yaml'].replace('1.36', version) };
  const message = `Kubernetes ${version} `;

  const { stdout } = await doctor(files, '--json');
  const workingDirectory = join(aCatalogFolder(files), '..');
  await runHere(['synth'], { workingDirectory });
  const check = await runHere(['check', '--json'], { workingDirectory });

  expect(JSON.parse(stdout)).toEqual({
    findings: [
      {
        file: 'catalog/environments/dev.yaml',
        message: expect.stringContaining(
          `${message}of "dev" is not known to this version of Slipway, which knows 1.34 to 1.36`,
        ),
        hint: expect.any(String),
      },
    ],
  });
  expect(JSON.parse(check.stdout).findings).toContainEqual(
    expect.objectContaining({
      rule: 'unknown-kubernetes-version',
      severity: 'info',
      file: 'catalog/environments/dev.yaml',
      message: expect.stringContaining(message),
    }),
  );
});

test('a tree in another folder than the platform says is found by doctor, synth and check', async () => {
  const repository = temporaryFolder();
  git(repository, ['init', '--quiet']);
  mkdirSync(join(repository, 'infra'));
  renameSync(aCatalogFolder(own), join(repository, 'infra', 'catalog'));
  const workingDirectory = join(repository, 'infra');
  const message = 'the tree lies in "infra", and platform.yaml says that it is at the root of its repository';
  const hint = 'write "path: infra" below "repository" in platform.yaml';

  const synth = await runHere(['synth'], { workingDirectory });
  const check = await runHere(['check'], { workingDirectory });
  const { exitCode, stdout } = await runHere(['doctor'], { workingDirectory });

  expect([synth.exitCode, exitCode]).toEqual([0, 1]);
  for (const shown of [synth.stderr, check.stdout, stdout]) {
    expect(shown).toContain(message);
    expect(shown).toContain(hint);
  }

  writeFileSync(join(repository, '.gitignore'), 'infra/\n');

  expect((await runHere(['synth'], { workingDirectory })).stderr).toBe('');
});

test('with a service the environment is needed, too', async () => {
  const { exitCode, stderr } = await doctor(own, 'web');

  expect(exitCode).toBe(2);
  expect(stderr).toContain('say in which environment: "slipway doctor web ENV"');
});

describe('a caller of a meshed service', () => {
  const meshed = 'mesh: { provider: linkerd, retryLimit: 2, failureAccrual: 7 }\n';
  const files = (of: { readonly web?: string; readonly api?: string }) => ({
    ...own,
    'services/web/service.yaml': `${serviceYaml}${of.web ?? meshed}`,
    'services/web/dev.yaml': overlayYaml,
    'services/api/service.yaml': `${serviceYaml}dependsOn: [web]\n${of.api ?? ''}`,
    'services/api/dev.yaml': overlayYaml,
  });

  test('loses retries and circuit breaking without a proxy of its own, and the doctor says so', async () => {
    const { exitCode, stdout } = await doctor(files({}));

    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      'catalog/services/api/service.yaml: "api" calls "web" in dev without retries and circuit breaking: Linkerd applies them in ' +
        'the proxy of the caller, and it has none\n  hint: write "mesh: { provider: linkerd }" there',
    );
  });

  test.each([
    ['it has a proxy', { api: 'mesh: { provider: linkerd }\n' }],
    ['there is nothing to lose', { web: 'mesh: { provider: linkerd, retryLimit: 0, failureAccrual: 0 }\n' }],
    ['nothing is retried by the profile', { web: meshed.replace(' }', ', routes: service-profile }') }],
    ['nobody has said it, as it is a default', { web: 'mesh: { provider: linkerd }\n' }],
    ['the other is outside the mesh, too', { web: 'mesh: { provider: none }\n' }],
  ])('nothing is said where %s', async (_, of) => {
    expect(await doctor(files(of))).toMatchObject({ exitCode: 0 });
  });

  test('the shipped catalog has none that loses anything', () => {
    expect(callersWithoutProxy(loadCatalog(folderSource(shippedCatalog)).resolved)).toEqual([]);
  });
});
