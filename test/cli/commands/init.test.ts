import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { git } from '../../helpers/a-git-repository';
import { runSlipway } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

function catalogFiles(repository: string): readonly string[] {
  return readdirSync(join(repository, 'catalog'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(repository, 'catalog', file));
}

test('a new repository is complete, rendered, and rendered again without a change', () => {
  const workingDirectory = temporaryFolder();
  const repository = join(workingDirectory, 'gitops');

  const made = runSlipway(['init', 'gitops'], { workingDirectory });
  const again = runSlipway(['synth'], { workingDirectory: repository });

  expect(made.exitCode).toBe(0);
  expect(made.stderr).toBe('');
  expect(made.stdout).toContain('cd gitops');
  expect(again.stdout).toMatch(/ rendered into \. .*\n {2}0 files written, \d+ unchanged, 0 removed\n$/);
  expect(readdirSync(repository).sort()).toEqual([
    '.gitattributes',
    '.github',
    '.gitignore',
    'CODEOWNERS',
    'README.md',
    'argocd',
    'catalog',
    'cdk8s.yaml',
    'main.ts',
    'services',
    'slipway.yaml',
  ]);
  expect(readdirSync(workingDirectory)).toEqual(['gitops']);
});

test('every file of the new catalog points an editor to a schema that is there', () => {
  const workingDirectory = temporaryFolder();
  runSlipway(['init', '.', '--no-render'], { workingDirectory });

  const files = catalogFiles(workingDirectory);

  expect(files).toHaveLength(8);
  for (const file of files) {
    const schema = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8'))?.[1] ?? 'none';
    expect(existsSync(join(dirname(file), schema))).toBe(true);
  }
});

test.each([
  ['github', '.github/workflows/slipway.yaml'],
  ['gitlab', '.gitlab-ci.yml'],
  ['jenkins', 'Jenkinsfile'],
])('--ci %s writes %s, and no other pipeline', (ci, path) => {
  const workingDirectory = temporaryFolder();

  const { stdout } = runSlipway(['init', '.', '--no-render', '--ci', ci], { workingDirectory });

  const pipelines = ['.github/workflows/slipway.yaml', '.gitlab-ci.yml', 'Jenkinsfile'];
  const platform = ['.github/workflows/slipway-platform.yaml', '.gitlab/slipway-platform.yml', 'Jenkinsfile.platform'];
  expect(pipelines.filter((one) => existsSync(join(workingDirectory, one)))).toEqual([path]);
  expect(platform.filter((one) => existsSync(join(workingDirectory, one)))).toHaveLength(1);
  expect(stdout).toContain(`  ${path} `);
  expect(readFileSync(join(workingDirectory, path), 'utf8')).toContain('slipway.git');
});

test('the check of a new repository has nothing to complain about', () => {
  const workingDirectory = temporaryFolder();
  runSlipway(['init', '.'], { workingDirectory });

  const { exitCode, stdout } = runSlipway(['check'], { workingDirectory });

  expect(stdout).not.toMatch(/ (warning|error) /);
  expect(exitCode).toBe(0);
});

test('what comes next makes the branch and the remote that its platform says, and gates keep the order of environments', () => {
  const workingDirectory = temporaryFolder();
  git(workingDirectory, 'init', '--quiet', '--bare', '--initial-branch=main', 'remote.git');
  const address = 'https://git.acme.io/r.git';
  const made = runSlipway(['init', 'r', '--repository', address], { workingDirectory });
  const repository = join(workingDirectory, 'r');
  const steps = made.stdout
    .replace(address, '../remote.git')
    .split('\n')
    .filter((line) => line.startsWith('  git '));
  const who = ['user.name=a', 'user.email=a@example.com'].flatMap((setting) => ['-c', setting]);
  for (const step of steps)
    execFileSync('sh', ['-ec', step.replaceAll('git commit', `git ${who.join(' ')} commit`)], {
      cwd: repository,
      stdio: 'ignore',
    });

  const early = runSlipway(['bump', 'hello', '--env', 'prod', '--version', 'v0.2.0'], { workingDirectory: repository });
  const first = runSlipway(['bump', 'hello', '--version', 'v0.2.0'], { workingDirectory: repository });
  const next = runSlipway(['promote', 'hello', '--to', 'staging'], { workingDirectory: repository });

  expect(steps).toHaveLength(2);
  expect(git(repository, 'branch', '--show-current')).toBe('main\n');
  expect(early.stdout).toContain('hello v0.2.0 has not been in staging, where v0.1.0 is');
  expect([early, first, next].map(({ exitCode }) => exitCode)).toEqual([1, 0, 0]);
  expect(made.stdout).toContain('nobody has to agree yet: catalog/environments/prod.yaml says how to want it');
});

test('the marks of approvals can be removed, and then somebody has to agree', () => {
  const workingDirectory = temporaryFolder();
  runSlipway(['init', '.', '--no-render'], { workingDirectory });
  const prod = join(workingDirectory, 'catalog/environments/prod.yaml');

  const text = readFileSync(prod, 'utf8');
  writeFileSync(prod, text.replace('# approvals:\n  #   -', 'approvals:\n    -'));
  const { stdout } = runSlipway(['explain', 'hello', 'prod', 'gates'], { workingDirectory });

  expect(stdout).toMatch(/approvals: 1 of platform-team/);
});

test('names that are given are used everywhere', () => {
  const workingDirectory = temporaryFolder();
  const words = ['--name', 'shop', '--team', 'shop-team', '--registry', 'registry.acme.io/apps'];

  const { exitCode } = runSlipway(['init', 'r', ...words, '--repository', 'https://git.acme.io/r.git'], {
    workingDirectory,
  });

  const deployment = readFileSync(join(workingDirectory, 'r/services/shop/overlays/prod/deployment.yaml'), 'utf8');
  const application = readFileSync(join(workingDirectory, 'r/argocd/prod/apps/shop.yaml'), 'utf8');
  expect(exitCode).toBe(0);
  expect(deployment).toContain('registry.acme.io/apps/shop:v0.1.0');
  expect(deployment).toContain('shop-team');
  expect(application).toContain('https://git.acme.io/r.git');
});

test('an empty clone is filled, and its .git is left alone', () => {
  const workingDirectory = temporaryFolder();
  execFileSync('git', ['init', '--quiet', workingDirectory]);
  const before = statSync(workingDirectory).ino;

  const { exitCode, stdout } = runSlipway(['init', '.'], { workingDirectory });

  expect(exitCode).toBe(0);
  expect(stdout).not.toContain('cd ');
  expect(statSync(workingDirectory).ino).toBe(before);
  expect(existsSync(join(workingDirectory, '.git/HEAD'))).toBe(true);
});

test('a folder with something in it is refused and left as it is', () => {
  const workingDirectory = temporaryFolder();
  writeFileSync(join(workingDirectory, 'notes.txt'), 'mine');

  const { exitCode, stderr } = runSlipway(['init', '.'], { workingDirectory });

  expect(exitCode).toBe(2);
  expect(stderr).toBe('error: "." is not empty: it has "notes.txt"; name a folder that is empty or does not exist\n');
  expect(readdirSync(workingDirectory)).toEqual(['notes.txt']);
});

test('a file in the place of the folder is refused', () => {
  const workingDirectory = temporaryFolder();
  writeFileSync(join(workingDirectory, 'gitops'), 'mine');

  const { exitCode, stderr } = runSlipway(['init', 'gitops'], { workingDirectory });

  expect(exitCode).toBe(2);
  expect(stderr).toContain('"gitops" is a file');
});

test('names that cannot be are refused together, by the option that has them', () => {
  const workingDirectory = temporaryFolder();

  const { exitCode, stderr } = runSlipway(
    ['init', 'r', '--name', 'My_Shop', '--team', 'A', '--registry', 'not a registry', '--repository', 'nowhere'],
    { workingDirectory },
  );

  expect(exitCode).toBe(2);
  for (const option of ['--name', '--team', '--registry', '--repository']) expect(stderr).toContain(`${option}: "`);
  expect(stderr).toContain('4 problems; nothing was written');
  expect(readdirSync(workingDirectory)).toEqual([]);
});

test('when rendering is refused nothing is left, and the folder above keeps what it had', () => {
  const workingDirectory = temporaryFolder();
  mkdirSync(join(workingDirectory, 'there'));

  // Slipway's own Application of an environment has this name.
  const deep = runSlipway(['init', 'new/deep/gitops', '--name', 'root'], { workingDirectory });
  const there = runSlipway(['init', 'there', '--name', 'root'], { workingDirectory });

  expect(deep.exitCode).toBe(2);
  expect(there.exitCode).toBe(2);
  expect(deep.stderr).toContain('the name "root" is used by Slipway itself');
  expect(readdirSync(workingDirectory)).toEqual(['there']);
  expect(readdirSync(join(workingDirectory, 'there'))).toEqual([]);
});
