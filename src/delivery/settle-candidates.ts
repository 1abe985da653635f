import type { ChangeRequest } from '../changes/request';
import type { CommitDraft } from '../gitops/commit-draft';
import type { GitWriter } from '../gitops/git-writer';
import { InputError } from '../model/problem';
import { Refusal } from '../model/refusal';
import { TreeError } from '../tree/tree-error';
import { committedBefore, isSameRequest } from './committed-before';
import { draftOf, type ChangeDraft } from './draft';
import { evidenceAbout, servicesReleasedBy } from './evidence-about';
import type { EvidenceFiles } from './evidence-statement';
import { approvalsIn, factsFor, ticketFact, type AskTicket } from './facts-for';
import { Head, type RepositoryPlaces } from './head';
import { judgeEdit, type JudgedEdit } from './judge-edit';
import type { Outcome } from './outcome';
import type { AskedFor } from './request-statement';
import type { Sealed } from './sealed';
import { touchedApplications } from './touched-applications';
import type { Turns } from './turns';

/** Something to decide about: a new request, or a proposal with its answers. */
export interface Candidate {
  readonly runId: string;
  /** What is asked on a head; undefined when the head says so already. @throws InputError, Refusal */
  readonly on: (head: Head, evidence: EvidenceFiles) => Promise<AskedFor | { readonly unchanged: string }>;
  readonly answers: readonly Sealed[];
  /** What is asked, of a new request: its run id may have been used for another one. @default - it waits, and is known */
  readonly request?: ChangeRequest | undefined;
}

/** What settling works with. */
export interface Settling {
  readonly writer: GitWriter;
  readonly places: RepositoryPlaces;
  readonly evidence: EvidenceFiles;
  readonly now: () => string;
  readonly version: string;
  readonly askTicket: AskTicket | undefined;
  /** A head that was read before. */
  readonly known: Head | undefined;
  /** Decides, and commits nothing. */
  readonly isDry: boolean;
  readonly turns: Turns;
  /** The branch was looked at a moment ago: `known` is what it was, and a push says whether it still is. @default false */
  readonly isLookedAt?: boolean;
}

/** What became of a candidate, with what was asked, where it could be read. */
export interface Settled {
  readonly outcome: Outcome;
  readonly asked?: AskedFor;
  readonly judged?: JudgedEdit;
}

/** How often a race is run again, each time on what others have made of the branch. */
const mostRaces = 50;

/**
 * Decides about candidates on the head of the branch, and commits what may go ahead: one commit for each, one push for all.
 * After a race every decision is made again, on the head that it will be committed on; nothing is rebased.
 *
 * @returns outcomes in the order of the candidates, and the head as it is then
 * @throws Refusal when the branch cannot be read, or others win every race
 */
export async function settleCandidates(
  candidates: readonly Candidate[],
  settling: Settling,
): Promise<{ readonly settled: readonly Settled[]; readonly head: Head }> {
  const { writer, places, isDry, turns, isLookedAt = false } = settling;
  let { known } = settling;
  for (let races = 0; races < mostRaces; races++) {
    const isFresh = isLookedAt && races === 0 && !turns.isShared;
    if (!isDry && !isFresh) await turns.wait();
    const begun = performance.now();
    const base = isFresh && known !== undefined ? known.commit : await writer.fetch();
    if (base === undefined) throw new Refusal('the branch has no commit yet: commit a catalog first', 'answer');
    if (known !== undefined && base !== known.commit) turns.met();
    const head = await Head.open(writer, base, places, known);
    known = head;
    const { settled, drafts, after } = await decideAll(candidates, head, settling);
    if (drafts.length === 0 || isDry) return { settled, head };
    const ids = await writer.commit(
      base,
      drafts.map(({ draft }) => draft),
    );
    const pushed = await writer.push(base, ids.at(-1) ?? base);
    const took = performance.now() - begun;
    if (pushed.kind === 'race') {
      turns.lost(took);
      continue;
    }
    turns.won(took);
    if (pushed.kind === 'refused' && drafts.length > 1) return await halved(candidates, settling, drafts, head);
    for (const [index, { at }] of drafts.entries()) {
      const before = settled[at];
      if (before === undefined) continue;
      settled[at] = { ...before, outcome: pushedOutcome(before.outcome, pushed, ids[index] ?? '') };
    }
    const last = ids.at(-1);
    return { settled, head: pushed.kind === 'done' && last !== undefined ? after.committedAs(last) : head };
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
  const middle = drafts[Math.floor(drafts.length / 2)]?.at ?? 1;
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
  settling: Settling,
): Promise<{ settled: Settled[]; drafts: { readonly at: number; readonly draft: CommitDraft }[]; after: Head }> {
  const settled: Settled[] = [];
  const drafts: { at: number; draft: CommitDraft }[] = [];
  let current = head;
  for (const [at, candidate] of candidates.entries()) {
    const { runId } = candidate;
    if (current.hasRun(runId)) {
      settled.push({ outcome: await outcomeBefore(candidate, head, settling) });
      continue;
    }
    const one = await decideOne(candidate, current, settling);
    settled.push(one.settled);
    if (one.draft === undefined) continue;
    drafts.push({ at, draft: one.draft.draft });
    current = one.draft.after;
  }
  return { settled, drafts, after: current };
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

async function decideOne(
  candidate: Candidate,
  head: Head,
  { evidence, now, version, askTicket }: Settling,
): Promise<{ readonly settled: Settled; readonly draft?: ChangeDraft }> {
  const { runId, answers } = candidate;
  try {
    const asked = await candidate.on(head, evidence);
    if ('unchanged' in asked) return { settled: { outcome: { state: 'unchanged', runId, subject: asked.unchanged } } };
    const { catalog } = head.loaded;
    const { subject, ticket: named } = asked.statement;
    const ticket = await ticketFact(named, catalog, askTicket);
    const instant = now();
    const seen = evidenceAbout(evidence, servicesReleasedBy(asked.edit));
    const facts = factsFor(asked, { catalog, treeOf: head.treeOf }, seen, ticket, instant);
    const approvals = approvalsIn(answers, runId, catalog);
    const judged = await judgeEdit(head, { edit: asked.edit, request: asked.sealed, facts, approvals });
    if (judged === undefined) return { settled: { outcome: { state: 'unchanged', runId, subject }, asked } };
    const { decision, digest, effects } = judged;
    const said = { runId, effects: effects.effects, decision, subject };
    if (decision.verdict === 'allowed') {
      const draft = draftOf(head, judged, { asked, answers, evidence, ticket, now: instant, version });
      const touched = touchedApplications(judged.after.loaded.catalog, effects.renderedPaths);
      return {
        settled: { outcome: { state: 'committed', commit: '', at: instant, touched, ...said }, asked, judged },
        draft,
      };
    }
    const outcome: Outcome =
      decision.verdict === 'waiting' ? { state: 'waiting', digest, ...said } : { state: 'refused', ...said };
    return { settled: { outcome, asked, judged } };
  } catch (error) {
    return { settled: { outcome: { state: 'invalid', runId, problems: problemsOf(error) } } };
  }
}

/** What whoever asked can put right; anything else is a fault of ours, or of the machine, and goes on. */
function problemsOf(error: unknown): InputError['problems'] {
  if (error instanceof InputError) return error.problems;
  if (error instanceof Refusal || error instanceof TreeError)
    return [{ file: 'request', path: [], message: error.message }];
  throw error;
}
