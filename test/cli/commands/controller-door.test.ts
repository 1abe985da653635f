import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openDoor } from '../../../src/cli/commands/controller-door';
import { gitCredentials } from '../../../src/cli/commands/controller-git';
import { environmentYaml, platformYaml } from '../../helpers/a-catalog';
import { aGitOpsRemote } from '../../helpers/a-delivery';
import { aGpgHome } from '../../helpers/a-key';
import { packageRoot } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

const variables = { PATH: process.env['PATH'] };

test('a key that nobody attests is refused at the start, with the lines that are to be added', async () => {
  const { secrets, publicKey } = someSecrets();

  await expect(open(aGitOpsRemote(), secrets)).rejects.toThrow(
    `for portal and health: add to "catalog/platform.yaml" of the branch\nattesters:\n  controller: { keys: ["${publicKey}"], of: [portal, health] }`,
  );
});

test('a key whose word counts opens the door', async () => {
  const { secrets, publicKey } = someSecrets();
  const { door, close } = await open(aGitOpsRemote({ 'platform.yaml': platformWith(publicKey) }), secrets);
  const { services } = await door.names();
  await close();

  expect([...services].sort()).toEqual(['api', 'web']);
});

test('where Argo CD wants signatures of GnuPG, a key of SSH is refused at the start', async () => {
  const { secrets, publicKey } = someSecrets();
  const remote = aGitOpsRemote({
    'platform.yaml': platformWith(publicKey),
    'environments/staging.yaml': `${environmentYaml}signatures: { keys: ["0123456789ABCDEF"] }\ngates: { after: [dev] }\n`,
  });

  await expect(open(remote, secrets)).rejects.toThrow('Argo CD wants GnuPG signatures in "staging"');
});

test('with a key of GnuPG it signs its commits by that one, and leaves nothing of it behind', async () => {
  const home = aGpgHome();
  try {
    const { secrets, publicKey } = someSecrets();
    writeFileSync(join(secrets, 'gpg-signing-key'), home.exported);
    const remote = aGitOpsRemote({
      'platform.yaml': platformWith(publicKey),
      'environments/staging.yaml': `${environmentYaml}signatures: { keys: ["${home.fingerprint}"] }\ngates: { after: [dev] }\n`,
    });
    const { door, close } = await open(remote, secrets);
    const request = { verb: 'bump' as const, fields: { service: 'web', environment: 'dev', version: 'v9.0.0' } };
    const asker = { name: 'dev@example.com', proof: 'portal' } as const;
    const [outcome] = await door.submitAll([
      { request: { ...request, runId: 'b' }, asker, alsoInvolved: [], portalApprovers: [], hasWaited: false },
    ]);
    const kept = new Set(readdirSync(tmpdir()).filter((name) => name.startsWith('slipway-gpg-')));
    await close();

    expect(outcome).toMatchObject({ state: 'committed' });
    const { status, stderr } = spawnSync('git', ['verify-commit', 'main'], { cwd: remote, env: home.variables });
    expect([status, stderr.toString()]).toEqual([0, expect.stringContaining('Good signature')]);
    expect(kept.size).toBeGreaterThan(0);
    expect(readdirSync(tmpdir()).filter((name) => kept.has(name))).toEqual([]);
  } finally {
    home.end();
  }
});

test('what does not sign as it is, is refused at the start, in the words of gpg', async () => {
  const { secrets, publicKey } = someSecrets();
  const remote = aGitOpsRemote({ 'platform.yaml': platformWith(publicKey) });
  const home = aGpgHome('a passphrase');
  try {
    writeFileSync(join(secrets, 'gpg-signing-key'), 'no key\n');
    await expect(open(remote, secrets)).rejects.toThrow(
      /gpg-signing-key" must be one private key of GnuPG without a passphrase.*no valid OpenPGP data/,
    );
    writeFileSync(join(secrets, 'gpg-signing-key'), home.exported);
    await expect(open(remote, secrets)).rejects.toThrow(/without a passphrase.*No pinentry|signing failed/);
  } finally {
    home.end();
  }
});

test('without a key it says how one is made', async () => {
  await expect(open(aGitOpsRemote(), temporaryFolder())).rejects.toThrow('ssh-keygen -t ed25519');
});

test('Git asks a program for the token, which reads the one of now', () => {
  const secrets = temporaryFolder();
  const clone = join(temporaryFolder(), "it's", 'clone');
  writeFileSync(join(secrets, 'git-token'), 'the first\n');
  const given = gitCredentials({ remote: 'https://git.example.com/gitops.git', secrets, clone, variables });
  const ask = (question: string): string =>
    execFileSync(given['GIT_ASKPASS'] ?? '', [question], { encoding: 'utf8' }).trimEnd();
  writeFileSync(join(secrets, 'git-token'), 'the second\n');

  expect([ask("Username for 'https://git.example.com': "), ask("Password for 'https://git.example.com': ")]).toEqual([
    'x-access-token',
    'the second',
  ]);
  expect(JSON.stringify(given)).not.toContain('the first');
});

test('a token is not sent where everybody reads it, and a host is not believed that nobody knows', () => {
  const secrets = temporaryFolder();
  const clone = join(temporaryFolder(), 'clone');
  writeFileSync(join(secrets, 'git-token'), 'a token\n');
  writeFileSync(join(secrets, 'git-ssh-key'), 'a key\n');
  const asked = (remote: string) => gitCredentials({ remote, secrets, clone, variables });

  expect(() => asked('http://git.example.com/gitops.git')).toThrow('would be readable on its way');
  expect(() => asked('git@git.example.com:gitops.git')).toThrow('git-known-hosts" is missing');
  writeFileSync(join(secrets, 'git-known-hosts'), 'git.example.com ssh-ed25519 AAAA\n');
  expect(asked('git@git.example.com:gitops.git')['GIT_SSH_COMMAND']).toContain("'StrictHostKeyChecking=yes'");
});

function platformWith(publicKey: string): string {
  return `${platformYaml}  sre-team: { owners: ["@your-org/sre-team"] }
attesters:
  controller: { keys: ["${publicKey}"], of: [portal, health] }
`;
}

function someSecrets(): { readonly secrets: string; readonly publicKey: string } {
  const secrets = join(temporaryFolder(), 'secrets');
  mkdirSync(secrets);
  const file = join(secrets, 'signing-key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  return { secrets, publicKey: readFileSync(`${file}.pub`, 'utf8').trim() };
}

async function open(remote: string, secrets: string): ReturnType<typeof openDoor> {
  return await openDoor(
    {
      remote: `file://${remote}`,
      branch: 'main',
      clone: join(temporaryFolder(), 'clone'),
      places: { catalog: 'catalog', root: '' },
      commitUrl: undefined,
      secrets,
    },
    {
      variables,
      version: '1.0.0',
      clock: () => new Date(),
      platform: process.platform,
      homeDirectory: temporaryFolder(),
      packageRoot,
    },
  );
}
