import { setTimeout as pause } from 'node:timers/promises';

import { changeMessage, readTrailers } from '../../src/gitops/change-message';
import { GitWriter } from '../../src/gitops/git-writer';
import type { Signer } from '../../src/signatures/signer';
import { sshSigner } from '../../src/signatures/signer';
import { readSshPrivateKey } from '../../src/signatures/ssh-key';

/** What a process of a test is to do, as JSON in its first argument. */
export interface WriterTask {
  readonly remote: string;
  readonly folder: string;
  /** Of its run ids: `<name>-<number>`. */
  readonly name: string;
  readonly changes: number;
  /** Changes in one push. */
  readonly batch: number;
  /** Text of a key of OpenSSH. @default - commits are not signed */
  readonly key?: string;
}

/**
 * Makes changes until all of them are at the remote, each once: as a controller does it that remembers nothing. It prints what it
 * does next, so that whoever ends it knows what it was at.
 */
async function work({ remote, folder, name, changes, batch, key }: WriterTask): Promise<void> {
  const signer: Signer | undefined = key === undefined ? undefined : sshSigner(readSshPrivateKey(key, 'key'));
  const committer = { name: 'Slipway', email: 'slipway@example.com' };
  say('open');
  const writer = await GitWriter.open({ remote, branch: 'main', folder, committer, signer, variables: process.env });
  const done = new Set<string>();
  let seen: string | undefined;
  for (;;) {
    say('fetch');
    const base = await writer.fetch();
    if (base !== undefined && base !== seen) {
      for (const { message } of await writer.log(seen === undefined ? base : `${seen}..${base}`))
        for (const id of readTrailers(message).get('Run-Id') ?? []) done.add(id);
      seen = base;
    }
    const missing = Array.from({ length: changes }, (_, index) => index).filter(
      (index) => !done.has(`${name}-${index}`),
    );
    if (missing.length === 0) break;
    say('commit');
    const ids = await writer.commit(
      base,
      missing.slice(0, batch).map((index) => draftOf(name, index)),
    );
    say('push');
    const outcome = await writer.push(base, ids.at(-1) ?? '');
    if (outcome.kind === 'refused') throw new Error(outcome.message);
    if (outcome.kind === 'race') await pause(Math.random() * 300);
  }
  say('close');
  await writer.close();
}

function draftOf(name: string, index: number): Parameters<GitWriter['commit']>[1][number] {
  const runId = `${name}-${index}`;
  const message = changeMessage({
    subject: `change ${runId}`,
    trailers: { runId, requestedBy: 'developer@example.com' },
  });
  return {
    files: [
      { path: `services/${name}/release.yaml`, content: `version: ${index}\n` },
      { path: `changes/${runId}.json`, content: `{"runId":"${runId}"}\n` },
    ],
    message,
    author: { name: 'A Developer', email: 'developer@example.com' },
    at: '2026-12-24T18:00:00Z',
  };
}

function say(phase: string): void {
  process.stdout.write(`${phase}\n`);
}

work(JSON.parse(process.argv[2] ?? '{}')).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
