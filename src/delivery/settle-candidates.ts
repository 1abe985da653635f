import { setImmediate as othersTurn } from 'node:timers/promises';

import type { GitWriter } from '../gitops/git-writer';
import { Refusal } from '../model/refusal';
import { committedBefore, isSameRequest } from './committed-before';
import { decideCandidate, type Candidate, type DecidingOn, type Settled } from './decide-candidate';
import type { ChangeDraft } from './draft';
import type { EvidenceStore } from './evidence-store';
import { Head, type RepositoryPlaces } from './head';
import { refuseUnverifiable } from './refuse-unverifiable';
import type { Outcome } from './outcome';
import { pushBranches, type BranchDraft } from './push-branches';
import type { Turns } from './turns';

/** What settling works with. */
export interface Settling extends Omit<DecidingOn, 'evidence'> {
  readonly writer: GitWriter;
  readonly store: EvidenceStore;
  readonly places: RepositoryPlaces;
  /** A head that was read before. */
  readonly known: Head | undefined;
  /** Decides, and commits nothing. */
  readonly isDry: boolean;
  readonly turns: Turns;
  /**
   * The branch and the evidence were looked at a moment ago: `known` is what it was, and a push says whether it still is.
   *
   * @default false
   */
  readonly isLookedAt?: boolean;
}

/** How often a race is run again, each time on what others have made of the branch. */
const mostRaces = 50;

/**
 * Decides about candidates on the head of the branch, and commits what may go ahead: one commit for each, one push for all.
 * After a race every decision is made again, on the head that it will be committed on; nothing is rebased.
 *
 * @returns outcomes in the order of the candidates, and the head as it is then
 * @throws Refusal when the branch cannot be read, others win every race, or Argo CD would not apply what is signed so
 */
export async function settleCandidates(
  candidates: readonly Candidate[],
  settling: Settling,
): Promise<{ readonly settled: readonly Settled[]; readonly head: Head }> {
  const { writer, store, places, isDry, turns, isLookedAt = false } = settling;
  let { known } = settling;
  for (let races = 0; races < mostRaces; races++) {
    const isFresh = isLookedAt && races === 0 && !turns.isShared;
    if (!isDry && !isFresh) await turns.wait();
    const begun = performance.now();
    const { head: base, evidence } =
      isFresh && known !== undefined ? { head: known.commit, evidence: store.known } : await store.readWithBranch();
    if (base === undefined) throw new Refusal('the branch has no commit yet: commit a catalog first', 'answer');
    if (known !== undefined && base !== known.commit) turns.met();
    const head = await Head.open(writer, base, places, known);
    known = head;
    const { settled, drafts, branches, after } = await decideAll(candidates, head, { ...settling, evidence });
    if (drafts.length + branches.length === 0 || isDry) return { settled, head };
    if (drafts.length > 0) refuseUnverifiable(writer.signer, head.loaded.catalog.environments);
    const ids = await writer.commit(
      base,
      drafts.map(({ draft }) => draft.draft),
    );
    const last = ids.at(-1);
    if (last !== undefined) {
      const tags = drafts.flatMap(({ draft }, index) =>
        draft.tags.map((tag) => ({ ...tag, commit: ids[index] ?? '', at: draft.draft.at })),
      );
      const pushed = await writer.push(base, last, tags);
      const took = performance.now() - begun;
      if (pushed.kind === 'race') {
        turns.lost(took);
        continue;
      }
      turns.won(took);
      if (pushed.kind === 'refused' && candidates.length > 1) return await halved(candidates, settling, drafts, head);
      for (const [index, { at }] of drafts.entries()) {
        const before = settled[at];
        if (before === undefined) continue;
        settled[at] = { ...before, outcome: pushedOutcome(before.outcome, pushed, ids[index] ?? '') };
      }
    }
    const bases = [base, ...ids];
    for (const [at, outcome] of await pushBranches(branches, bases, { writer, places })) {
      const before = settled[at];
      if (before !== undefined) settled[at] = { ...before, outcome };
    }
    const isPushed = last !== undefined && settled.some(({ outcome }) => outcome.state === 'committed');
    return { settled, head: isPushed ? after.committedAs(last) : head };
  }
  throw new Refusal(`others were faster ${mostRaces} times in a row; try again`, 'answer');
}

/** Whether one commit of a batch is what the remote refuses: each half is tried by itself. */
async function halved(
  candidates: readonly Candidate[],
  settling: Settling,
  drafts: readonly { readonly at: number }[],
  head: Head,
): Promise<{ readonly settled: readonly Settled[]; readonly head: Head }> {
  const middle = drafts[Math.floor(drafts.length / 2)]?.at || 1;
  const first = await settleCandidates(candidates.slice(0, middle), { ...settling, known: head, isLookedAt: false });
  const second = await settleCandidates(candidates.slice(middle), {
    ...settling,
    known: first.head,
    isLookedAt: false,
  });
  return { settled: [...first.settled, ...second.settled], head: second.head };
}

function pushedOutcome(
  outcome: Outcome,
  pushed: { readonly kind: 'done' } | { readonly kind: 'refused'; readonly message: string },
  commit: string,
): Outcome {
  if (pushed.kind === 'refused') return { state: 'rejected', runId: outcome.runId, words: pushed.message };
  return outcome.state === 'committed' ? { ...outcome, commit } : outcome;
}

async function decideAll(
  candidates: readonly Candidate[],
  head: Head,
  settling: Settling & DecidingOn,
): Promise<{ settled: Settled[]; drafts: { at: number; draft: ChangeDraft }[]; branches: BranchDraft[]; after: Head }> {
  const settled: Settled[] = [];
  const drafts: { at: number; draft: ChangeDraft }[] = [];
  const branches: BranchDraft[] = [];
  let current = head;
  for (const [at, candidate] of candidates.entries()) {
    // A decision takes milliseconds, and a batch of them would hold whoever else is served by this process.
    if (at > 0) await othersTurn();
    const { runId, request } = candidate;
    if (current.hasRun(runId)) {
      settled.push({ outcome: await outcomeBefore(candidate, head, settling) });
      continue;
    }
    const one = await decideCandidate(candidate, current, settling);
    settled.push(one.settled);
    const { outcome } = one.settled;
    if (one.draft === undefined) continue;
    if (outcome.state === 'branched') {
      branches.push({ at, outcome, draft: one.draft.draft, after: drafts.length, isNew: request !== undefined });
      continue;
    }
    drafts.push({ at, draft: one.draft });
    current = one.draft.after;
  }
  return { settled, drafts, branches, after: current };
}

/** What became of a run id that was committed before, or is committed with another candidate of the same call. */
async function outcomeBefore({ runId, request }: Candidate, head: Head, settling: Settling): Promise<Outcome> {
  const before = await committedBefore(runId, head, settling);
  if (before === undefined) return { state: 'unchanged', runId, subject: `${runId} is asked for twice` };
  if (request === undefined || isSameRequest(request, before.statement)) return before.outcome;
  const message = `${JSON.stringify(runId)} was committed before, for another request: ${before.outcome.subject}`;
  const hint = 'a run id is one change for ever: take a new one';
  return { state: 'invalid', runId, problems: [{ file: 'request', path: ['runId'], message, hint }] };
}
