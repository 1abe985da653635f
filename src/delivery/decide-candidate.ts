import type { ChangeRequest } from '../changes/request';
import { InputError } from '../model/problem';
import { Refusal } from '../model/refusal';
import { TreeError } from '../tree/tree-error';
import { draftOf, type ChangeDraft } from './draft';
import { evidenceAbout, servicesReleasedBy } from './evidence-about';
import type { EvidenceFiles } from './evidence-statement';
import { approvalsIn, factsFor, ticketFact, type AskTicket } from './facts-for';
import type { Head } from './head';
import { judgeEdit, type JudgedEdit } from './judge-edit';
import type { Outcome } from './outcome';
import { refuseOtherRelease } from './refuse-other-release';
import type { AskedFor } from './request-statement';
import type { Sealed } from './sealed';
import { touchedApplications } from './touched-applications';
import { wayOf, type DeliveryWay } from './way-of';

/** Something to decide about: a new request, or a proposal with its answers. */
export interface Candidate {
  readonly runId: string;
  /**
   * What is asked on a head; undefined when the head says so already.
   *
   * @param branch the branch that it is delivered on, where the request has not named one
   * @throws InputError, Refusal
   */
  readonly on: (
    head: Head,
    evidence: EvidenceFiles,
    branch?: string,
  ) => Promise<AskedFor | { readonly unchanged: string }>;
  readonly answers: readonly Sealed[];
  /**
   * What is asked, of a new request: its run id may have been used for another one.
   *
   * @default - it waits, and is known: its branch is there, or was taken away by people
   */
  readonly request?: ChangeRequest | undefined;
}

/** What deciding looks at. */
export interface DecidingOn {
  readonly evidence: EvidenceFiles;
  readonly now: () => string;
  readonly version: string;
  /** @default - tickets are not looked up */
  readonly askTicket?: AskTicket | undefined;
}

/** What became of a candidate, with what was asked, where it could be read. */
export interface Settled {
  readonly outcome: Outcome;
  readonly asked?: AskedFor;
  readonly judged?: JudgedEdit;
}

/** A decision, and the commit that it leads to, if it leads to one. */
export interface Decided {
  readonly settled: Settled;
  readonly draft?: ChangeDraft;
}

/** Decides about a candidate on a head: what it does, by which way it goes, and whether it may. It changes nothing. */
export async function decideCandidate(candidate: Candidate, head: Head, deciding: DecidingOn): Promise<Decided> {
  const { runId } = candidate;
  try {
    const first = await judged(candidate, head, deciding);
    if ('settled' in first) return first;
    const way = wayOf(first.asked.statement, head.loaded.catalog, first.judged.effects);
    // What an environment asks for is written into the request, which is signed. What waits already was asked for before.
    const isNamed = way.kind !== 'branch' || first.asked.statement.branch !== undefined;
    if (isNamed || candidate.request === undefined)
      return decided(first, isNamed ? way : { kind: 'push' }, candidate, head, deciding);
    const named = await judged(candidate, head, deciding, way.branch);
    return 'settled' in named ? named : decided(named, way, candidate, head, deciding);
  } catch (error) {
    return { settled: { outcome: { state: 'invalid', runId, problems: problemsOf(error) } } };
  }
}

/** What is asked, what it does, and what the decision was made with. */
interface Judged extends Pick<Parameters<typeof draftOf>[2], 'asked' | 'ticket' | 'now'> {
  readonly judged: JudgedEdit;
}

async function judged(
  { runId, on, answers }: Candidate,
  head: Head,
  { evidence, now, askTicket }: DecidingOn,
  branch?: string,
): Promise<Judged | Decided> {
  const asked = await on(head, evidence, branch);
  if ('unchanged' in asked) return { settled: { outcome: { state: 'unchanged', runId, subject: asked.unchanged } } };
  const { catalog } = head.loaded;
  const { subject, ticket: named } = asked.statement;
  const ticket = await ticketFact(named, catalog, askTicket);
  const instant = now();
  const seen = evidenceAbout(evidence, servicesReleasedBy(asked.edit));
  const facts = factsFor(asked, { catalog, treeOf: head.treeOf }, seen, ticket, instant);
  const approvals = approvalsIn(answers, runId, catalog);
  const edit = await judgeEdit(head, { edit: asked.edit, request: asked.sealed, facts, approvals });
  if (edit === undefined) return { settled: { outcome: { state: 'unchanged', runId, subject }, asked } };
  refuseOtherRelease(asked.statement.current, edit.effects.effects);
  return { asked, ticket, now: instant, judged: edit };
}

function decided(
  { asked, ticket, now, judged: edit }: Judged,
  way: DeliveryWay,
  { runId, answers }: Candidate,
  head: Head,
  { evidence, version }: DecidingOn,
): Decided {
  const { decision, digest, effects } = edit;
  const said = {
    runId,
    effects: effects.effects,
    decision,
    subject: asked.statement.subject,
    requester: asked.requester,
  };
  const rest = { asked, judged: edit };
  const draft = (branch?: string): ChangeDraft =>
    draftOf(head, edit, { asked, answers, evidence, ticket, now, version, branch });
  if (way.kind === 'by hand') return { settled: { outcome: { state: 'by hand', ...said }, ...rest } };
  if (decision.verdict === 'refused') return { settled: { outcome: { state: 'refused', ...said }, ...rest } };
  if (way.kind === 'branch') {
    const { branch } = way;
    const outcome: Outcome = { state: 'branched', commit: '', branch, digest, ...said };
    return { settled: { outcome, ...rest }, draft: draft(branch) };
  }
  if (decision.verdict === 'waiting') return { settled: { outcome: { state: 'waiting', digest, ...said }, ...rest } };
  const touched = touchedApplications(edit.after.loaded.catalog, effects.renderedPaths);
  return {
    settled: { outcome: { state: 'committed', commit: '', at: now, touched, ...said }, ...rest },
    draft: draft(),
  };
}

/** What whoever asked can put right; anything else is a fault of ours, or of the machine, and goes on. */
function problemsOf(error: unknown): InputError['problems'] {
  if (error instanceof InputError) return error.problems;
  if (error instanceof Refusal || error instanceof TreeError)
    return [{ file: 'request', path: [], message: error.message }];
  throw error;
}
