import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { aCatalogFolder, environmentYaml, platformYaml } from '../../helpers/a-catalog';
import { runHere } from '../../helpers/run-in-process';
import { git } from '../../helpers/a-repository';
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
