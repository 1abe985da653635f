import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { changeMessage } from '../src/gitops/change-message';
import type { CommitDraft } from '../src/gitops/commit-draft';
import { GitWriter } from '../src/gitops/git-writer';
import { sshSigner } from '../src/signatures/signer';
import { readSshPrivateKey } from '../src/signatures/ssh-key';

/**
 * Makes changes and pushes them, and prints how many, and the seconds of it: fetched, committed and pushed batch by batch.
 * Arguments: a repository, a folder for the clone, `signed` or `plain`, changes in one push.
 */
async function main([remote = '', folder = '', form, size]: readonly string[]): Promise<void> {
  const batch = Number(size);
  const batches = batch === 1 ? 20 : 10;
  mkdirSync(folder, { recursive: true });
  const writer = await GitWriter.open({
    remote: `file://${remote}`,
    branch: 'main',
    folder: join(folder, 'clone'),
    committer: { name: 'Slipway', email: 'slipway@example.com' },
    ...(form === 'signed' ? { signer: signerIn(folder) } : {}),
    variables: process.env,
  });
  await writer.fetch();
  const started = performance.now();
  for (let round = 0; round < batches; round += 1) {
    const base = await writer.fetch();
    const drafts = Array.from({ length: batch }, (_, index) => draftOf(round * batch + index));
    const ids = await writer.commit(base, drafts);
    const { kind } = await writer.push(base, ids.at(-1) ?? '');
    if (kind !== 'done') throw new Error(`a push ended as ${kind}`);
  }
  const seconds = (performance.now() - started) / 1000;
  await writer.close();
  process.stdout.write(`${JSON.stringify({ seconds, changes: batch * batches })}\n`);
}

function draftOf(change: number): CommitDraft {
  const runId = `run-${change}`;
  return {
    files: [
      { path: `services/service-${change % 1000}/overlays/env-0/file-0.yaml`, content: `version: ${change}\n` },
      { path: `changes/2026/12/${runId}.json`, content: `{"runId":"${runId}"}\n` },
    ],
    message: changeMessage({ subject: `bump: service-${change % 1000}`, trailers: { runId, requestedBy: 'bench' } }),
    author: { name: 'bench', email: 'bench@example.com' },
    at: '2026-12-24T18:00:00Z',
  };
}

function signerIn(folder: string): ReturnType<typeof sshSigner> {
  const path = join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
  return sshSigner(readSshPrivateKey(readFileSync(path, 'utf8'), path));
}

void main(process.argv.slice(2));
