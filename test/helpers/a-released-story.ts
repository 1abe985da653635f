import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { JudgedCommit } from '../../src/delivery/gate-range';
import { aDesk, aGitOpsRemote, release, type Desk } from './a-delivery';
import { headOf } from './a-remote';
import { git } from './a-repository';
import { temporaryFolder } from './temporary-folder';

/** A repository in which v1.1.0 went from dev to prod, each step as it should. */
export interface Story {
  readonly remote: string;
  /** Oldest first: the catalog, in dev, in staging, in prod. */
  readonly commits: readonly string[];
}

let kept: { folder: string; commits: readonly string[] } | undefined;

afterAll(() => {
  if (kept !== undefined) rmSync(kept.folder, { recursive: true, force: true });
  kept = undefined;
});

/** Tells it once in a file of tests, and gives each test a repository of its own. */
export async function aReleasedStory(): Promise<Story> {
  kept ??= await told();
  const remote = join(temporaryFolder(), 'remote.git');
  cpSync(kept.folder, remote, { recursive: true });
  return { remote, commits: kept.commits };
}

async function told(): Promise<{ folder: string; commits: readonly string[] }> {
  const remote = aGitOpsRemote();
  const [dev, one, two] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);
  await release(dev, 'v1.1.0', 'staging');
  const fields = { service: 'web', to: 'prod' };
  await dev.ask({ verb: 'promote', fields, ticket: 'CHG-1', runId: 'to-prod' });
  await one.delivery.answer('to-prod', { answer: 'approve' });
  await two.delivery.answer('to-prod', { answer: 'approve' });
  const folder = mkdtempSync(join(tmpdir(), 'story-'));
  cpSync(remote, folder, { recursive: true });
  const commits = git(remote, ['log', '--reverse', '--format=%H', 'main']).trim().split('\n');
  expect(commits).toHaveLength(4);
  return { folder, commits };
}

/** How `gate` judges what came after a commit. */
export async function gate(
  remote: string,
  base: string | undefined,
  question: Partial<Parameters<Desk['delivery']['judge']>[2]> & { readonly head?: string } = {},
): Promise<readonly JudgedCommit[]> {
  const desk = await aDesk(remote, undefined);
  await desk.writer.fetch();
  const { head = headOf(remote), ...rest } = question;
  return await desk.delivery.judge(base, head, {
    reviews: [],
    now: '2026-11-25T10:00:00Z',
    isRendering: true,
    ...rest,
  });
}

/** How `audit` judges all of it. */
export async function audit(remote: string): Promise<readonly JudgedCommit[]> {
  return await gate(remote, undefined, { now: undefined, isRendering: false });
}

/** All that judged commits say. */
export function wordsOf(judged: readonly JudgedCommit[]): string {
  return judged
    .flatMap(({ kind, isAllowed, words }) => [`${kind} ${isAllowed ? 'allowed' : 'refused'}`, ...words])
    .join('\n');
}
