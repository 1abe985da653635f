import { join } from 'node:path';

import { changeMessage } from '../../src/gitops/change-message';
import type { CommitDraft } from '../../src/gitops/commit-draft';
import { aRemote, aWriter } from './a-remote';
import { git } from './a-repository';
import { temporaryFolder } from './temporary-folder';

/** How a repository has grown. */
export interface Growth {
  readonly commits: number;
  /** Bytes of the repository, with everything in one pack, for each commit. */
  readonly bytesEach: number;
  /** Most packs that the clone had at once. */
  readonly mostPacks: number;
  /** What a push took at the beginning and at the end, in milliseconds: of twenty, nineteen were faster. */
  readonly pushMilliseconds: { readonly first: number; readonly last: number };
}

/** Changes in one push. */
const batch = 50;
const services = 1000;

/** Makes promotions, one commit each with its record, in a repository of 1,000 services. */
export async function growRepository(commits: number): Promise<Growth> {
  const paths = Array.from({ length: services }, (_, index) => `catalog/services/service-${index}/prod.yaml`);
  const remote = aRemote(Object.fromEntries(paths.map((path) => [path, releaseOf(0)])));
  const folder = temporaryFolder();
  const writer = await aWriter(remote, { folder });
  let base = await writer.fetch();
  const before = packedBytes(remote);
  const [took, packs]: [number[], number[]] = [[], []];
  for (let number = 0; number < commits; number += batch) {
    const drafts = Array.from({ length: Math.min(batch, commits - number) }, (_, index) =>
      promotion(number + index, paths),
    );
    const head = (await writer.commit(base, drafts)).at(-1) ?? '';
    const started = performance.now();
    const outcome = await writer.push(base, head);
    took.push(performance.now() - started);
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    base = head;
    if ((number / batch) % 5 === 4) packs.push(packsIn(folder));
  }
  const tenth = Math.max(1, Math.floor(took.length / 10));
  return {
    commits: Number(git(remote, ['rev-list', '--count', 'main'])) - 1,
    bytesEach: (packedBytes(remote) - before) / commits,
    mostPacks: Math.max(...packs),
    pushMilliseconds: { first: slow(took.slice(0, tenth)), last: slow(took.slice(-tenth)) },
  };
}

/** A real promotion: the overlay, what is rendered of it, and a record with a signature. */
function promotion(number: number, paths: readonly string[]): CommitDraft {
  const runId = `r_${number}`;
  const path = paths[(number * 7919) % services] ?? '';
  // What is chance in a record does not get smaller: the digest, and the signatures.
  const chance = (length: number): string =>
    Array.from({ length }, (_, index) => '0123456789abcdef'[(number * 31 + index * index * 17) % 16]).join('');
  const record = {
    request: { runId, fields: { service: path, to: 'prod' } },
    digest: chance(64),
    signature: chance(300),
  };
  return {
    files: [
      { path, content: releaseOf(number) },
      { path: path.replace('catalog/', ''), content: `image: registry.example.com/web:v${number}\n` },
      { path: `changes/2026/11/${runId}.json`, content: `${JSON.stringify(record, null, 2)}\n` },
    ],
    message: changeMessage({ subject: `promote to v${number}`, trailers: { runId, requestedBy: 'dev (signed)' } }),
    author: { name: 'dev', email: 'dev@example.com' },
    at: new Date(Date.parse('2026-11-01T00:00:00Z') + number * 1000).toISOString(),
  };
}

function releaseOf(number: number): string {
  return `release: { version: v${number} }\n`;
}

/** What a whole clone takes, with the index of its pack. */
function packedBytes(remote: string): number {
  const copy = join(temporaryFolder(), 'copy.git');
  git(remote, ['clone', '--quiet', '--bare', `file://${remote}`, copy]);
  git(copy, ['repack', '-q', '-a', '-d']);
  return counted(copy, 'size-pack') * 1024;
}

function packsIn(folder: string): number {
  return counted(join(folder, 'clone.git'), 'packs');
}

function counted(repository: string, name: string): number {
  return Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(git(repository, ['count-objects', '-v']))?.[1]);
}

function slow(milliseconds: readonly number[]): number {
  return [...milliseconds].sort((one, other) => one - other)[Math.floor(milliseconds.length * 0.95)] ?? 0;
}
