import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { CommitDraft } from '../../src/gitops/commit-draft';
import { sshSigner } from '../../src/signatures/signer';
import { keys } from './a-delivery';
import { filesOf as filesIn } from './a-hand-commit';
import { aReleasedStory } from './a-released-story';
import { aRemote, aWriter } from './a-remote';
import { git } from './a-repository';
import { temporaryFolder } from './temporary-folder';

/** How a repository has grown. */
export interface Growth {
  readonly commits: number;
  /** What each commit takes of a whole clone. */
  readonly each: PackedSize;
  /** Most packs that the clone had at once. */
  readonly mostPacks: number;
  /** What a push took at the beginning and at the end, in milliseconds: of twenty, nineteen were faster. */
  readonly pushMilliseconds: { readonly first: number; readonly last: number };
}

/** Bytes of a clone that has everything in one pack. */
export interface PackedSize {
  /** What Git sends and keeps. */
  readonly pack: number;
  /** Where each object is, which every clone makes for itself: 28 bytes for each, whatever it holds (gitformat-pack(5)). */
  readonly index: number;
}

/** Changes in one push. */
export const batch = 50;
const services = 1000;

/** Makes promotions, one commit each with its record, in a repository of 1,000 services. */
export async function growRepository(commits: number): Promise<Growth> {
  const template = await aPromotion();
  const files = Array.from({ length: services }, (_, index) => Object.entries(filesOf(template, index, 0)));
  const remote = aRemote(Object.fromEntries(files.flat()));
  const folder = temporaryFolder();
  const writer = await aWriter(remote, { folder, signer: sshSigner(keys.controller) });
  let base = await writer.fetch();
  const before = packedSize(remote);
  const [took, packs]: [number[], number[]] = [[], []];
  for (let number = 0; number < commits; number += batch) {
    const drafts = Array.from({ length: Math.min(batch, commits - number) }, (_, index) =>
      promotion(number + index, template),
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
    each: grownBy(before, packedSize(remote), commits),
    mostPacks: Math.max(...packs),
    pushMilliseconds: { first: slow(took.slice(0, tenth)), last: slow(took.slice(-tenth)) },
  };
}

/** What one real change writes, and what lies beside it: others are made of it. */
interface Promotion {
  /** Of the service, by path. */
  readonly service: Readonly<Record<string, string>>;
  readonly record: string;
  readonly message: string;
}

/** That of a release to dev, as `Delivery` made it: signed, with its record and what is rendered of it. */
async function aPromotion(): Promise<Promotion> {
  const { remote, commits } = await aReleasedStory();
  const [, commit = ''] = commits;
  const paths = git(remote, ['ls-tree', '-r', '--name-only', commit]).trim().split('\n');
  const own = paths.filter((path) => /^(?:catalog\/)?services\/web\/.*dev/.test(path));
  const record = Object.keys(filesIn(remote, commit)).find((path) => path.startsWith('changes/')) ?? '';
  return {
    service: Object.fromEntries(own.map((path) => [path, git(remote, ['show', `${commit}:${path}`])])),
    record: git(remote, ['show', `${commit}:${record}`]),
    message: git(remote, ['log', '-1', '--format=%B', commit]),
  };
}

function promotion(number: number, template: Promotion): CommitDraft {
  const runId = `r_${number}`;
  const service = (number * 7919) % services;
  const before = filesOf(template, service, 0);
  const changed = Object.entries(filesOf(template, service, number + 1)).filter(
    ([path, text]) => text !== before[path],
  );
  return {
    files: [
      ...changed.map(([path, content]) => ({ path, content })),
      {
        path: `changes/2026/11/${runId}.json`,
        content: withChance(told(template.record, service, number + 1), number),
      },
    ],
    message: told(template.message, service, number + 1),
    author: { name: 'dev', email: 'dev@example.com' },
    at: new Date(Date.parse('2026-11-01T00:00:00Z') + number * 1000).toISOString(),
  };
}

function nameOf(service: number): string {
  return `service-${service}`;
}

function filesOf({ service: files }: Promotion, service: number, release: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.replace('web', nameOf(service)), told(text, service, release)]),
  );
}

/** The same of another service and release. */
function told(text: string, service: number, release: number): string {
  const digest = createHash('sha256').update(`${service} ${release}`).digest('hex');
  return text
    .replaceAll(/\bweb\b/g, nameOf(service))
    .replaceAll('v1.1.0', `v1.${release}.0`)
    .replaceAll(/(?<=sha256:)[0-9a-f]{64}/g, digest);
}

/** What is chance in a record does not get smaller: names of contents, what was agreed to, and signatures. */
function withChance(record: string, number: number): string {
  let count = 0;
  const chance = (length: number, form: 'hex' | 'base64'): string => {
    const hash = createHash('sha512')
      .update(`${number} ${(count += 1)}`)
      .digest(form);
    return hash.repeat(Math.ceil(length / hash.length)).slice(0, length);
  };
  return (
    record
      .replaceAll(/\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g, (text) => chance(text.length, 'hex'))
      // The last 64 bytes of it are the signature; before them is whose it is.
      .replaceAll(/[A-Za-z0-9+/=]{16}(?:\\n)?[A-Za-z0-9+/=]{1,70}(?=\\n-----END)/g, (text) =>
        chance(text.length, 'base64'),
      )
  );
}

/** What a whole clone takes. */
export function packedSize(remote: string): PackedSize {
  const copy = join(temporaryFolder(), 'copy.git');
  git(remote, ['clone', '--quiet', '--bare', `file://${remote}`, copy]);
  git(copy, ['repack', '-q', '-a', '-d']);
  const sizes = readdirSync(join(copy, 'objects/pack')).map((name) => ({
    name,
    size: statSync(join(copy, 'objects/pack', name)).size,
  }));
  const sizeOf = (end: string): number =>
    sizes.filter(({ name }) => name.endsWith(end)).reduce((sum, { size }) => sum + size, 0);
  return { pack: sizeOf('.pack'), index: sizeOf('.idx') };
}

/** By how much each commit made a clone larger. */
export function grownBy(before: PackedSize, after: PackedSize, commits: number): PackedSize {
  return { pack: (after.pack - before.pack) / commits, index: (after.index - before.index) / commits };
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
