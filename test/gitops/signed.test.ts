import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { gpgSigner } from '../../src/signatures/gpg-signer';
import { sshSigner } from '../../src/signatures/signer';
import { readSshPrivateKey } from '../../src/signatures/ssh-key';
import { aBareRepository, commitFiles, git } from '../helpers/a-repository';
import { aGpgHome, aKey } from '../helpers/a-key';
import type { KeyFiles } from '../helpers/a-key';
import { aDraft, aRemote, aWriter, headOf } from '../helpers/a-remote';
import { temporaryFolder } from '../helpers/temporary-folder';

const drafts = ['x', 'y', 'z'].map((path) => aDraft(path, path, `${path}\n\n  text\n\nRun-Id: ${path}\n`));

test.each(['sha1', 'sha256'] as const)('git verify-commit takes commits that are signed by SSH: %s', async (format) => {
  const key = aKey();
  const remote = aBareRepository(format);
  commitFiles(remote, { a: '1' });
  const writer = await aWriter(remote, { signer: sshSigner(readSshPrivateKey(key.text, key.path)) });
  const base = await writer.fetch();

  const ids = await writer.commit(base, drafts);
  const outcome = await writer.push(base, ids.at(-1) ?? '');

  expect(outcome).toEqual({ kind: 'done' });
  expect(ids.map((id) => verifies(remote, key, 'verify-commit', id))).toEqual([true, true, true]);
  expect(verifies(remote, aKey(), 'verify-commit', ids[0] ?? '')).toBe(false);
  expect(verifies(remote, key, 'verify-commit', base ?? '')).toBe(false);
  expect(git(remote, ['fsck', '--strict'])).toBe('');
});

test('git verify-commit takes commits that are signed by gpg, and the history says who signed', async () => {
  const home = aGpgHome();
  try {
    const remote = aRemote();
    const signer = gpgSigner({ key: home.fingerprint, variables: home.variables });
    const writer = await aWriter(remote, { signer, variables: home.variables });
    const base = await writer.fetch();

    const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);
    await writer.push(base, head);
    const [known] = await writer.log(`${base}..${head}`, { keys: [home.fingerprint] });
    const [byEnd] = await writer.log(`${base}..${head}`, { keys: [home.fingerprint.slice(-16)] });
    const [other] = await writer.log(`${base}..${head}`, { keys: ['0'.repeat(40), 'A'] });

    const { status } = spawnSync('git', ['verify-commit', head], { cwd: remote, env: home.variables });
    expect(status).toBe(0);
    expect(known?.signature).toEqual({ kind: 'good', key: home.fingerprint });
    expect(byEnd?.signature).toEqual({ kind: 'good', key: home.fingerprint.slice(-16) });
    expect(other?.signature).toEqual({ kind: 'unknown' });
  } finally {
    home.end();
  }
});

test('the history says who signed, and believes no signature that was moved to another commit', async () => {
  const [key, other] = [aKey(), aKey()];
  const remote = aRemote();
  const writer = await aWriter(remote, { signer: sshSigner(readSshPrivateKey(key.text, key.path)) });
  const base = await writer.fetch();
  const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);
  await writer.push(base, head);
  const forged = git(remote, ['cat-file', 'commit', head]).replace('change x', 'change y');
  const moved = git(remote, ['hash-object', '-t', 'commit', '-w', '--stdin'], forged).trim();
  const after = commitFilesOn(remote, moved);
  git(remote, ['update-ref', 'refs/heads/main', head]);
  git(remote, ['update-ref', 'refs/slipway/x', after]);
  await writer.refs('refs/slipway/');

  const statusOf = async (range: string, keys: readonly string[]): Promise<unknown> =>
    (await writer.log(range, { keys })).map(({ signature }) => signature);

  expect(await statusOf(`${base}..${head}`, [other.publicLine, key.publicLine])).toEqual([
    { kind: 'good', key: key.publicLine },
  ]);
  expect(await statusOf(`${base}..${head}`, [other.publicLine])).toEqual([{ kind: 'unknown' }]);
  expect(await statusOf(`${base}..${after}`, [key.publicLine])).toEqual([{ kind: 'unknown' }, { kind: 'none' }]);
  expect((await writer.log(`${base}..${head}`))[0]).not.toHaveProperty('signature');
});

test('a tag is annotated, signed, and never moved', async () => {
  const key = aKey();
  const remote = aRemote();
  const writer = await aWriter(remote, { signer: sshSigner(readSshPrivateKey(key.text, key.path)) });
  const base = (await writer.fetch()) ?? '';
  const [head = ''] = await writer.commit(base, [aDraft('x', '1')]);
  await writer.push(base, head);
  const at = '2026-12-24T18:00:00Z';

  const draft = { name: 'web/v1.2.3', commit: head, message: 'web v1.2.3', at };
  const first = await writer.tag(draft);
  const again = await writer.tag(draft);
  const tagged = headOf(remote, 'refs/tags/web/v1.2.3');
  const other = await writer.tag({ ...draft, commit: base });

  expect([first, again, other]).toEqual([{ kind: 'done' }, { kind: 'done' }, { kind: 'race', head: tagged }]);
  expect(headOf(remote, 'refs/tags/web/v1.2.3')).toBe(tagged);
  expect(headOf(remote, 'web/v1.2.3^{commit}')).toBe(head);
  expect(verifies(remote, key, 'verify-tag', 'web/v1.2.3')).toBe(true);
});

function verifies(repository: string, key: KeyFiles, command: 'verify-commit' | 'verify-tag', name: string): boolean {
  const allowed = join(temporaryFolder(), 'allowed');
  writeFileSync(allowed, `slipway@example.com ${key.publicLine}\n`);
  const words = ['-c', `gpg.ssh.allowedSignersFile=${allowed}`, command, name];
  return spawnSync('git', words, { cwd: repository }).status === 0;
}

/** A commit without a signature on another one. */
function commitFilesOn(repository: string, parent: string): string {
  const person = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com' };
  const committer = { GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' };
  const words = ['commit-tree', '-p', parent, '-m', 'by hand', `${parent}^{tree}`];
  const env = { PATH: process.env['PATH'], ...person, ...committer };
  return execFileSync('git', words, { cwd: repository, env, encoding: 'utf8' }).trim();
}
