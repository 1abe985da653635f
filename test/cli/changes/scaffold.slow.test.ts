import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { git, makeRepository } from '../../helpers/a-git-repository';
import { runSlipway, type Run } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

let root: string;
let repository: string;

beforeEach(() => {
  root = temporaryFolder();
  runSlipway(['init', 'gitops', '--name', 'hello'], { workingDirectory: root });
  makeRepository(join(root, 'gitops'));
  git(root, 'clone', '--quiet', '--bare', 'gitops', 'remote.git');
  git(root, 'clone', '--quiet', 'remote.git', 'clone');
  repository = join(root, 'clone');
  git(repository, 'config', 'user.email', 'dev@example.com');
});

function create(name: string, ...words: readonly string[]): Run {
  return runSlipway(['create', name, '--team', 'my-team', ...words], { workingDirectory: repository });
}

const headOf = (folder: string): string => git(folder, 'rev-parse', 'main').trim();

test('R0-03: a service and its repository are made together, with what the catalog knows', () => {
  const made = create(
    'mail',
    '--template',
    'web',
    '--port',
    '9000',
    '--redis',
    '--depends-on',
    'hello',
    '--scaffold',
    '../mail',
    '--ci',
    'gitlab',
    '--json',
  );

  const { state, repository: written } = JSON.parse(made.stdout);
  const text = (path: string): string => readFileSync(join(root, 'mail', path), 'utf8');
  expect([made.exitCode, state, written.folder]).toEqual([0, 'committed', '../mail']);
  expect(written.files).toEqual(expect.arrayContaining(['.gitlab-ci.yml', 'Dockerfile', 'ci/bump.sh', 'src/app.js']));
  expect(text('docker-compose.yaml')).toContain('image: ghcr.io/your-org/hello:v0.1.0');
  expect(text('docker-compose.yaml')).toContain('127.0.0.1:9000:9000');
  expect(text('ci/environments')).toContain('\nmain dev\n');
  expect(text('ci/bump.sh')).toContain('https://github.com/your-org/gitops.git');
  expect(git(join(root, 'remote.git'), 'show', 'main:catalog/services/mail/service.yaml')).toContain('template: web');
});

test('a second service of a workspace is written beside the first one', () => {
  create('auth', '--template', 'rust-workspace', '--scaffold', '../world');
  writeFileSync(join(root, 'world/README.md'), 'ours\n');
  const before = readFileSync(join(root, 'world/Cargo.lock'), 'utf8');

  const second = create('chat', '--template', 'rust-workspace', '--scaffold', '../world');
  const again = create('chat', '--template', 'rust-workspace', '--scaffold', '../world');

  expect([second.exitCode, again.exitCode]).toEqual([0, 2]);
  expect(again.stderr).toContain('"../world" has a folder "services/chat" already');
  expect(readdirSync(join(root, 'world/services'))).toEqual(['auth', 'chat']);
  expect(readFileSync(join(root, 'world/README.md'), 'utf8')).toBe('ours\n');
  const after = readFileSync(join(root, 'world/Cargo.lock'), 'utf8');
  expect(after.split('\n').filter((line) => line === 'name = "chat"' || line === 'name = "auth"')).toHaveLength(2);
  expect(after.length).toBeGreaterThan(before.length);
});

test('what cannot be written is said before anything is asked for', () => {
  mkdirSync(join(root, 'full'));
  writeFileSync(join(root, 'full/file'), '');
  const head = headOf(join(root, 'remote.git'));

  const runs = [
    create('mail', '--template', 'web', '--scaffold', '../full'),
    create('mail', '--template', 'weg', '--scaffold', '../mail'),
    create('mail', '--scaffold', '../mail'),
    create('mail', '--template', 'web', '--ci', 'github'),
    create('shared', '--template', 'rust-workspace', '--scaffold', '../mail'),
  ];

  expect(runs.map(({ exitCode }) => exitCode)).toEqual([2, 2, 2, 2, 2]);
  expect(runs.map(({ stderr }) => stderr.split('\n')[0])).toEqual([
    'error: "../full" is not empty: it has "file"; name a folder that is empty or does not exist',
    'error: there is no template "weg" to write; did you mean "web"?',
    'error: --scaffold needs --template, which says what is written: api-service, grpc-service, rust-workspace, web, worker',
    'error: --ci is about the repository that --scaffold writes: give both',
    'error: "shared" is the name of a package that the services of a workspace use; choose another name',
  ]);
  expect([headOf(join(root, 'remote.git')), existsSync(join(root, 'mail'))]).toEqual([head, false]);
});

test('a request that is wrong, or is only looked at, leaves no folder', () => {
  const wrong = create('hello', '--template', 'web', '--scaffold', '../mail');
  const looked = create('mail', '--template', 'web', '--scaffold', '../mail', '--dry-run');

  expect([wrong.exitCode, looked.exitCode]).toEqual([2, 0]);
  expect(looked.stdout).toContain('would write the repository of the service: ');
  expect(existsSync(join(root, 'mail'))).toBe(false);
});
