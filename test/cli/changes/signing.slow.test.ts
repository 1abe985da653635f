import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { git } from '../../helpers/a-git-repository';
import { aGpgHome, anAgent, type KeyFiles } from '../../helpers/a-key';
import { runSlipway, type Run } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

let game: string;

/** A game with a request that an SRE has to approve. */
beforeEach(() => {
  const folder = temporaryFolder();
  runSlipway(['play', 'game', '--once'], { workingDirectory: folder });
  game = join(folder, 'game');
  run(['bump', 'hello', '--version', 'v0.2.0']);
  run(['promote', 'hello', '--to', 'staging', '--run-id', 'to-staging']);
});

function run(words: readonly string[], variables: Readonly<Record<string, string | undefined>> = {}): Run {
  return runSlipway(words, {
    workingDirectory: join(game, 'gitops'),
    variables,
  });
}

function keyOf(person: string): KeyFiles {
  const path = join(game, 'keys', person);
  return { path, text: readFileSync(path, 'utf8'), publicLine: readFileSync(`${path}.pub`, 'utf8').trim() };
}

const approval = ['approve', 'to-staging', '--dry-run'];
const isCounted = { exitCode: 0, stdout: expect.stringContaining('has 1 (sre-one)') };

test('a key that only an agent has signs, named by its public file, by its line, or by Git', async () => {
  const { path, publicLine } = keyOf('sre-one');
  const agent = await anAgent([keyOf('sre-one')]);
  rmSync(path);
  try {
    const variables = { SSH_AUTH_SOCK: agent.socket };

    expect(run([...approval, '--key', `${path}.pub`], variables)).toMatchObject(isCounted);
    expect(run([...approval, '--key', publicLine], variables)).toMatchObject(isCounted);
    git(join(game, 'gitops'), 'config', 'gpg.format', 'ssh');
    git(join(game, 'gitops'), 'config', 'user.signingKey', `key::${publicLine}`);
    expect(run(approval, variables)).toMatchObject(isCounted);
    // Who only looks needs no agent.
    expect(run(['status'])).toMatchObject({ exitCode: 0 });
    expect(run(approval)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('SSH_AUTH_SOCK is not set') });
  } finally {
    agent.end();
  }
});

test('a key with a passphrase signs by the agent that has it', async () => {
  const { path } = keyOf('sre-one');
  const agent = await anAgent([keyOf('sre-one')]);
  try {
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'a passphrase', '-f', path]);

    expect(run([...approval, '--key', path], { SSH_AUTH_SOCK: agent.socket })).toMatchObject(isCounted);
    expect(run([...approval, '--key', path])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`the private key "${path}" is encrypted`),
    });
  } finally {
    agent.end();
  }
});

test('where Argo CD verifies commits, they are signed by a key of GnuPG, or not made', () => {
  const home = aGpgHome();
  try {
    const gitops = join(game, 'gitops');
    git(gitops, 'pull', '--quiet');
    appendFileSync(join(gitops, 'catalog/environments/prod.yaml'), `signatures: { keys: ["${home.fingerprint}"] }\n`);
    run(['synth']);
    git(gitops, 'commit', '--quiet', '--all', '--message=prod is signed');
    git(gitops, 'push', '--quiet');
    const bump = ['bump', 'hello', '--version', 'v0.3.0'];
    const unsigned = run(bump);
    const signed = run([...bump, '--gpg-key', home.fingerprint], home.variables);
    git(gitops, 'config', 'gpg.format', 'openpgp');
    git(gitops, 'config', 'user.signingKey', home.fingerprint);
    const byGit = run(['bump', 'hello', '--version', 'v0.4.0', '--key', '../keys/developer'], home.variables);
    git(gitops, 'pull', '--quiet');

    expect(unsigned).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`Argo CD wants GnuPG signatures in "prod" (${home.fingerprint})`),
    });
    expect([signed, byGit]).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }]);
    const verify = (commit: string): string =>
      execFileSync('git', ['log', '-1', '--format=%G? %GF', commit], { cwd: gitops, env: home.variables }).toString();
    expect([verify('HEAD~'), verify('HEAD')]).toEqual(Array.from({ length: 2 }, () => `G ${home.fingerprint}\n`));
  } finally {
    home.end();
  }
});

test('a key that is named and not there is said to be none', () => {
  copyFileSync(keyOf('sre-one').path, join(game, 'keys', 'other'));

  expect(run([...approval, '--key', '../keys/nobody'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('there is no key "../keys/nobody"'),
  });
  expect(run([...approval, '--key', '../keys/other'])).toMatchObject(isCounted);
});

test('a private key that others can read signs nothing, as for OpenSSH, and is taken when it is closed', () => {
  const { path } = keyOf('sre-one');
  const approve = (...words: readonly string[]): Run => run([...approval, '--key', ...words]);
  if (process.platform === 'win32') return;
  chmodSync(path, 0o644);

  for (const word of [path, `${path}.pub`]) {
    expect(approve(word)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(`private key "${path}": its mode is 0644; close it by "chmod 600 ${path}"`),
    });
  }
  chmodSync(path, 0o600);
  expect(approve(path)).toMatchObject(isCounted);
});
