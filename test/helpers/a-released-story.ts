import type { JudgedCommit } from '../../src/delivery/gate-range';
import { aCopiedRepository } from './a-copied-repository';
import { aDesk, aGitOpsRemote, release, type Desk } from './a-delivery';
import { headOf } from './a-remote';
import { git } from './a-repository';

/** A repository in which v1.1.0 went from dev to prod, each step as it should. */
export interface Story {
  readonly remote: string;
  /** Oldest first: the catalog, in dev, in staging, in prod. */
  readonly commits: readonly string[];
}

/** A repository of its own for each test, in which the story was told. */
export async function aReleasedStory(): Promise<Story> {
  const remote = await aCopiedRepository('story', told);
  const commits = git(remote, ['log', '--reverse', '--format=%H', 'main']).trim().split('\n');
  expect(commits).toHaveLength(4);
  return { remote, commits };
}

async function told(): Promise<string> {
  const remote = aGitOpsRemote();
  const [dev, one, two] = await Promise.all([aDesk(remote, 'dev'), aDesk(remote, 'sre-one'), aDesk(remote, 'sre-two')]);
  await release(dev, 'v1.1.0', 'staging');
  const fields = { service: 'web', to: 'prod' };
  await dev.ask({ verb: 'promote', fields, ticket: 'CHG-1', runId: 'to-prod' });
  await one.delivery.answer('to-prod', { answer: 'approve' });
  await two.delivery.answer('to-prod', { answer: 'approve' });
  return remote;
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
