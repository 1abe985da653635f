import { due } from '../changes/due';
import type { CommitReader } from '../gitops/commit-reader';
import type { Catalog } from '../model/catalog';
import { Refusal } from '../model/refusal';
import { AnswerStore, keptAnswers, type AnswersByRun } from './answer-store';
import { answersIn } from './answers-to';
import { approvalOf, hasAnswer, statementOf, type ProposalReply } from './approval-statement';
import type { Arrival } from './arrivals';
import { branchStatus, serviceHistory } from './branch-status';
import { candidateOf, candidateOfProposal, writingOf, type AskedRequest } from './candidates';
import { committedBefore, type CommittedBefore } from './committed-before';
import type { Candidate, Settled } from './decide-candidate';
import type { DeliveryOptions } from './delivery-options';
import { EvidenceStore } from './evidence-store';
import { sealedEvidence, type TestStatement, type UnsignedStatements } from './evidence-statement';
import { judgeRange, type JudgedCommit, type Judging, type KeptReviews } from './gate-range';
import { reviewStatements } from './review-statements';
import { Head } from './head';
import type { Sighting } from './health';
import { whyUnmade, type Outcome } from './outcome';
import { planByHand, type HandPlan } from './plan-by-hand';
import type { Asker } from './plan-request';
import { noProposal, Proposals, type Proposal } from './proposals';
import type { RecordSource } from './records-say';
import { seenHealth } from './seen-health';
import { settleCandidates } from './settle-candidates';
import { Turns } from './turns';
import type { BranchStatus, WaitingProposal } from './waiting-proposal';

/**
 * Changes under gates, on one branch: the one door for the command line and the controller. Whatever is asked leads to an edit;
 * what the edit does decides; what may go ahead is one signed commit; what waits is a proposal.
 */
export class Delivery {
  private readonly proposals: Proposals;
  private readonly store: EvidenceStore;
  private readonly answers: AnswerStore;
  private readonly turns: Turns;
  private known: Head | undefined;

  constructor(private readonly options: DeliveryOptions) {
    this.proposals = new Proposals(options.writer);
    this.store = new EvidenceStore(options.writer);
    this.answers = new AnswerStore(options.writer);
    this.turns = new Turns(options.random);
  }

  /** Decides what would become of requests, and changes nothing. */
  async preview(asked: readonly AskedRequest[]): Promise<readonly Settled[]> {
    return await this.settleAll(
      asked.map((one) => candidateOf(one, this.options)),
      true,
    );
  }

  /**
   * Does what is asked: what may go ahead is committed, what waits becomes a proposal, also where it waits on a branch of its
   * own, and the rest is refused. What people commit themselves is only decided about: `planByHand` says its files.
   *
   * @param isLookedAt whether `catalog` was asked for a moment ago: then the branch is not fetched once more
   * @returns outcomes in the order of the requests
   */
  async submit(asked: readonly AskedRequest[], isLookedAt = false): Promise<readonly Outcome[]> {
    const settled = await this.settleAll(
      asked.map((one) => candidateOf(one, this.options)),
      false,
      isLookedAt,
    );
    for (const { outcome, asked: request } of settled) {
      const isWaiting = outcome.state === 'waiting' || outcome.state === 'branched';
      if (!isWaiting || request === undefined) continue;
      if ((await this.proposals.find(outcome.runId)) !== undefined) continue;
      await this.proposals.open(
        outcome.runId,
        request.sealed,
        writingOf(request, this.known?.loaded.catalog, this.options.now()),
      );
    }
    return settled.map(({ outcome }) => outcome);
  }

  /**
   * Finds what a request makes of the files of a commit that somebody has checked out, for who commits himself, and what gates
   * will say.
   *
   * @param commits the repository of the work tree
   */
  async planByHand(asked: AskedRequest, commits: RecordSource, head: string): Promise<HandPlan> {
    const { places, now, version, askTicket } = this.options;
    const evidence = await this.store.read();
    return await planByHand(asked, { commits, head, places, evidence, now: now(), version, askTicket });
  }

  /** Everything that waits, and for what. */
  async waiting(): Promise<readonly WaitingProposal[]> {
    const proposals = await this.proposals.list();
    const settled = await this.settleProposals(proposals, true);
    return proposals.flatMap((proposal, index) => {
      const { outcome, asked } = settled[index] ?? {};
      return outcome === undefined || asked === undefined ? [] : [{ proposal, asked, outcome }];
    });
  }

  /**
   * Answers a proposal; when nothing else is missing, it is committed at once.
   *
   * @throws Refusal when none of this run id waits, or it does something else now than what was looked at
   */
  async answer(runId: string, reply: ProposalReply): Promise<Outcome> {
    const { by, of, id } = reply;
    const isKept = id !== undefined;
    const proposal = await this.proposals.find(runId);
    if (proposal === undefined) return await this.answeredBefore(runId, id);
    if (hasAnswer(proposal.answers, id)) return await this.tryAgain(proposal, isKept);
    const [before] = await this.settleProposals([proposal], true);
    const digest = before?.judged?.digest;
    if (before === undefined || digest === undefined)
      throw new Refusal(`proposal "${runId}" cannot be made any more: ${whyUnmade(before?.outcome)}`, 'answer');
    if (of !== undefined && of !== digest)
      throw new Refusal(
        `proposal "${runId}" does something else now (${digest}) than what was looked at (${of})`,
        'answer',
      );
    const { now, seal } = this.options;
    const statement = statementOf(reply, { proposal: runId, of: digest, at: now() });
    const author = { name: by?.name ?? 'slipway', email: '' };
    await this.proposals.answer(runId, await approvalOf(statement, seal), { author, at: now() });
    return await this.tryAgain(await this.proposals.existing(runId), isKept);
  }

  /**
   * What became of requests that waited, and were asked for by somebody who has not heard of them since. What may go ahead is
   * committed.
   *
   * @returns undefined for one that waits no more and is in no commit: it was rejected, or taken back
   */
  async recall(runIds: readonly string[]): Promise<readonly (Outcome | undefined)[]> {
    const outcomes: (Outcome | undefined)[] = [];
    for (const runId of runIds) {
      const proposal = await this.proposals.find(runId);
      outcomes.push(proposal === undefined ? (await this.committed(runId))?.outcome : await this.tryAgain(proposal));
    }
    return outcomes;
  }

  /** Takes a proposal back. @throws Refusal when none of this run id waits */
  async withdraw(runId: string): Promise<void> {
    await this.proposals.close(await this.proposals.existing(runId));
  }

  /**
   * Does what has become due: what ends by itself, and what waits and may go ahead now. What is refused, ends.
   *
   * @param asker who asks for what ends by itself
   */
  async tick(asker: Asker = {}): Promise<readonly Outcome[]> {
    const ends = due((await this.head()).loaded.catalog, this.options.now());
    const ended = await this.submit(ends.map((request) => ({ request, asker })));
    const proposals = await this.proposals.list();
    const settled = await this.settleProposals(proposals, false);
    for (const [index, proposal] of proposals.entries()) await this.closeIfEnded(proposal, settled[index]?.outcome);
    return [...ended, ...settled.map(({ outcome }) => outcome)];
  }

  /** Stores what was seen of what runs, signed by whoever runs it. */
  async observe(sightings: readonly Sighting[]): Promise<void> {
    const { writer, places } = this.options;
    const on = { writer, places, head: await this.head() };
    await this.addEvidence({ health: await seenHealth(sightings, await this.store.read(), on), tests: [] });
  }

  /** Stores how tests of releases ended, signed by whoever runs it. */
  async observeTests(tests: readonly TestStatement[]): Promise<void> {
    await this.addEvidence({ health: [], tests });
  }

  /** How everything stands on the branch now. */
  async status(): Promise<BranchStatus> {
    const head = await this.head();
    const [evidence, waiting] = await Promise.all([this.store.read(), this.waiting()]);
    return { ...(await branchStatus(this.options.writer, head, evidence)), waiting };
  }

  /** The catalog of the branch now. */
  async catalog(): Promise<Catalog> {
    return (await this.head()).loaded.catalog;
  }

  /** The catalog of the branch as it was when somebody last looked, or committed. @default - nobody has looked */
  get lastCatalog(): Catalog | undefined {
    return this.known?.loaded.catalog;
  }

  /** What ran where, newest first. @throws Refusal for a service or an environment that is none */
  async history(service: string, environment?: string): Promise<readonly Arrival[]> {
    return await serviceHistory(this.options.writer, await this.head(), service, environment);
  }

  /** Judges commits that are there. @param base undefined for all of them @param head @default the head of the branch */
  async judge(
    base: string | undefined,
    head: string | undefined,
    question: Pick<Judging, 'reviews' | 'now' | 'isRendering'> & { readonly commits?: CommitReader | undefined },
  ): Promise<readonly JudgedCommit[]> {
    const { writer, places, askTicket, now } = this.options;
    const { commits = writer, ...rest } = question;
    const tip = head ?? (await this.head()).commit;
    const evidence = await this.store.read();
    return await judgeRange(base, tip, {
      writer: commits,
      places,
      askTicket,
      evidence,
      answersTo: answersIn(writer),
      clock: now(),
      isBranch: head === undefined,
      ...rest,
    });
  }

  /** Keeps reviews that a forge told of, signed by the program that passes them on: an audit finds them in Git then. */
  async keepReviews(reviewed: readonly KeptReviews[]): Promise<void> {
    await this.keepAnswers(await reviewStatements(reviewed, this.options.seal));
  }

  private async head(): Promise<Head> {
    const { writer, places } = this.options;
    const commit = await writer.fetch();
    if (commit === undefined) throw new Refusal('the branch has no commit yet: commit a catalog first', 'answer');
    if (this.known !== undefined && this.known.commit !== commit) this.turns.met();
    this.known = this.known?.commit === commit ? this.known : await Head.open(writer, commit, places, this.known);
    return this.known;
  }

  private async addEvidence(unsigned: UnsignedStatements): Promise<void> {
    if (unsigned.health.length + unsigned.tests.length === 0) return;
    const { seal, now } = this.options;
    await this.store.add(await sealedEvidence(unsigned, seal), { author: { name: 'slipway', email: '' }, at: now() });
  }

  private async committed(runId: string): Promise<CommittedBefore | undefined> {
    return await committedBefore(runId, await this.head(), this.options);
  }

  /** The answer to what waits no more may be the one that let it go ahead: then whoever gave it has not heard of that. */
  private async answeredBefore(runId: string, id: string | undefined): Promise<Outcome> {
    const before = id === undefined ? undefined : await this.committed(runId);
    if (before === undefined) throw noProposal(runId);
    const kept = (await keptAnswers(this.options.writer)).get(runId) ?? [];
    if (!hasAnswer([...(before.record?.predicate.approvals ?? []), ...kept], id)) throw noProposal(runId);
    return before.outcome;
  }

  /** @param isKept leaves what is refused for the next tick */
  private async tryAgain(proposal: Proposal, isKept = false): Promise<Outcome> {
    const [settled] = await this.settleProposals([proposal], false);
    if (settled === undefined) throw new Error(`proposal "${proposal.runId}" was not settled`);
    if (!isKept || settled.outcome.state !== 'refused') await this.closeIfEnded(proposal, settled.outcome);
    return settled.outcome;
  }

  private async closeIfEnded(proposal: Proposal, outcome: Outcome | undefined): Promise<void> {
    if (outcome === undefined || !['committed', 'refused', 'unchanged'].includes(outcome.state)) return;
    // The commit that we make has them in its record; what the forge has merged, or what was rejected, has not.
    const isMadeNow = outcome.state === 'committed' && outcome.isEarlier !== true;
    if (!isMadeNow) await this.keepAnswers(new Map([[proposal.runId, proposal.answers]]));
    await this.proposals.close(proposal);
  }

  private async keepAnswers(answersByRun: AnswersByRun): Promise<void> {
    await this.answers.keep(answersByRun, { author: { name: 'slipway', email: '' }, at: this.options.now() });
  }

  private async settleProposals(proposals: readonly Proposal[], isDry: boolean): Promise<readonly Settled[]> {
    const kept = proposals.length === 0 ? undefined : await keptAnswers(this.options.writer);
    const candidates = proposals.map((one) =>
      candidateOfProposal({ ...one, answers: [...one.answers, ...(kept?.get(one.runId) ?? [])] }),
    );
    return await this.settleAll(candidates, isDry);
  }

  private async settleAll(
    candidates: readonly Candidate[],
    isDry: boolean,
    isLookedAt = false,
  ): Promise<readonly Settled[]> {
    if (candidates.length === 0) return [];
    const done = await settleCandidates(candidates, {
      ...this.options,
      evidence: await this.store.read(),
      known: this.known,
      isDry,
      isLookedAt,
      turns: this.turns,
    });
    this.known = done.head;
    return done.settled;
  }
}
