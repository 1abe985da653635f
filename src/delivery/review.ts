import type { Approval } from '../gates/facts';
import type { CommitReader } from '../gitops/commit-reader';
import type { Head } from './head';
import { judgedChanges, type CommitEffects } from './judge-commit';

/** Reviews of a pull request, as a job of the forge fetched them: each of exactly one head. */
export interface Review {
  readonly by: string;
  readonly teams: readonly string[];
  readonly answer: 'approve' | 'reject';
  /** The commit that was looked at. */
  readonly commit: string;
  readonly at: string;
}

/** A review as an answer to what it is of. @param digest of what the reviewed commit does */
export function approvalOfReview({ by, teams, answer, at }: Review, digest: string): Approval {
  return { by: { name: by, teams, proof: 'forge' }, answer, of: digest, at };
}

/**
 * Reviews of a change: of the head that is judged, and of another commit that does the same to its own base. A merge, a squash, a
 * rebase and a merge queue make other commits of what was looked at.
 *
 * @param tip head that is judged
 */
export async function reviewsOfChange(
  {
    reviews,
    writer,
    tip,
  }: { readonly reviews: readonly Review[]; readonly writer: CommitReader; readonly tip: string },
  before: Head,
  effects: CommitEffects,
): Promise<readonly Review[]> {
  const doesSame = new Map([[tip, true]]);
  for (const { commit } of reviews) {
    if (!doesSame.has(commit)) doesSame.set(commit, await isSame(commit, before, effects, writer));
  }
  return reviews.filter(({ commit }) => doesSame.get(commit));
}

/** Whether the same files become the same, from the same. A commit that nobody has fetched says nothing. */
async function isSame(commit: string, before: Head, effects: CommitEffects, writer: CommitReader): Promise<boolean> {
  const base = await writer.mergeBase(before.commit, commit);
  if (base === undefined) return false;
  const looked = await judgedChanges(writer, before, commit, base);
  const [one, other] = [looked, effects].map(({ files, records }) =>
    [...files, ...records].map(({ path, before: was, after, mode }) => JSON.stringify([path, was, after, mode])).sort(),
  );
  return JSON.stringify(one) === JSON.stringify(other);
}
