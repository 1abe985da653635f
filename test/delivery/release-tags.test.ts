import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { environmentYaml } from '../helpers/a-catalog';
import { aDesk, aGitOpsRemote, digestOf, gatedCatalog, keys, release } from '../helpers/a-delivery';
import { addHook, headOf } from '../helpers/a-remote';
import { git } from '../helpers/a-repository';
import { temporaryFolder } from '../helpers/temporary-folder';
import { sshPublicLine } from '../../src/signatures/ssh-key';

const tagging = {
  'environments/dev.yaml': `${environmentYaml}subjects: { bump: "chore: {subject}", rollback: "fix: {subject}" }\n`,
  'environments/staging.yaml': `${gatedCatalog['environments/staging.yaml'] ?? ''}releaseTags: true\n`,
};

const tagsOf = (remote: string): readonly string[] =>
  git(remote, ['for-each-ref', '--format=%(refname:short) %(objecttype) %(*objectname)', 'refs/tags'])
    .split('\n')
    .filter((line) => line !== '');

test('R1-10: a release gets an annotated, signed tag where the environment asks for one, with its commit', async () => {
  const remote = aGitOpsRemote(tagging);
  const dev = await aDesk(remote, 'dev');

  await release(dev, 'v1.1.0');
  expect(tagsOf(remote)).toEqual([]);
  await dev.ask({ verb: 'promote', fields: { service: 'web', to: 'staging', release: 'v1.1.0' }, runId: 'to-staging' });

  expect(tagsOf(remote)).toEqual([`web/v1.1.0 tag ${headOf(remote)}`]);
  const allowed = join(temporaryFolder(), 'allowed');
  writeFileSync(allowed, `slipway@example.com ${sshPublicLine(keys.dev.publicKey)}\n`);
  const words = ['-c', `gpg.ssh.allowedSignersFile=${allowed}`, 'verify-tag', 'web/v1.1.0'];
  expect(spawnSync('git', words, { cwd: remote }).status).toBe(0);
  const text = git(remote, ['for-each-ref', '--format=%(contents:subject)%0a%(contents:body)', 'refs/tags']);
  expect(text).toBe(`web v1.1.0 in staging\nDigest: ${digestOf('v1.1.0')}\nRun-Id: to-staging\n\n`);
});

test('a release that comes back keeps its tag, and one that the remote does not want tagged does not come', async () => {
  const remote = aGitOpsRemote(tagging);
  const dev = await aDesk(remote, 'dev');
  await release(dev, 'v1.1.0', 'staging');
  const [first] = tagsOf(remote);
  await release(dev, 'v1.2.0', 'staging');
  await release(dev, 'v1.1.0', 'staging');

  expect(tagsOf(remote)[0]).toBe(first);
  expect(tagsOf(remote)).toHaveLength(2);

  addHook(remote, 'update', 'case $1 in refs/tags/*) echo "no tags"; exit 1;; esac');
  await release(dev, 'v1.3.0');
  const before = headOf(remote);
  const requests = (
    [
      ['staging', 'v1.3.0'],
      ['dev', 'v1.4.0'],
    ] as const
  ).map(([environment, version]) => ({
    request: {
      runId: `to-${environment}`,
      verb: 'bump' as const,
      fields: { service: 'web', environment, version, digest: digestOf(version) },
    },
    asker: dev.asker,
  }));
  const outcomes = await dev.delivery.submit(requests);
  expect(outcomes).toMatchObject([
    { state: 'rejected', words: expect.stringContaining('no tags') },
    { state: 'committed' },
  ]);
  expect(
    git(remote, ['rev-list', `${before}..main`])
      .trim()
      .split('\n'),
  ).toHaveLength(1);
});

test('a version that no tag can have is said to whoever asks', async () => {
  const remote = aGitOpsRemote(tagging);
  const dev = await aDesk(remote, 'dev');

  await release(dev, 'v1..2');

  const outcome = await dev.ask({ verb: 'promote', fields: { service: 'web', to: 'staging', release: 'v1..2' } });

  expect(outcome).toMatchObject({ state: 'invalid' });
  expect(JSON.stringify(outcome)).toContain('web/v1..2');
});

test('R1-13: subjects have the form that the environment gives them, by verb', async () => {
  const remote = aGitOpsRemote(tagging);
  const dev = await aDesk(remote, 'dev');

  await release(dev, 'v1.1.0', 'staging');

  expect(git(remote, ['log', '--format=%s', '-2', 'main'])).toBe(
    'promote web v1.1.0 to staging\nchore: bump web v1.1.0 in dev\n',
  );
});
