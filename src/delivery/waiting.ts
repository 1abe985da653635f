import type { GitWriter } from '../gitops/git-writer';
import type { Catalog } from '../model/catalog';
import { Refusal } from '../model/refusal';
import { AnswerStore, keptAnswers, type AnswersByRun } from './answer-store';
import { approvalOf, hasAnswer, statementOf, type ProposalReply } from './approval-statement';
import { candidateOfProposal } from './candidates';
import { closeIfEnded, takeBack, type Closing, type WithdrawnBranch } from './close-proposal';
import type { CommittedBefore } from './committed-before';
import type { Candidate, Settled } from './decide-candidate';
import { whyUnmade, type Outcome } from './outcome';
import { noProposal, Proposals, type Proposal } from './proposals';
import type { Seal, Sealed } from './sealed';
import { refuseSecret } from './said-problems';
import type { WaitingProposal } from './waiting-proposal';

/** What deciding about proposals works with. */
export interface WaitingOptions {
  readonly writer: GitWriter;
  readonly now: () => string;
  readonly seal: Seal | undefined;
  /** Decides about candidates, and commits what may go ahead when it is not dry. */
  readonly settle: (candidates: readonly Candidate[], isDry: boolean) => Promise<readonly Settled[]>;
  /** What was committed of a run id; undefined for nothing. */
  readonly committed: (runId: string) => Promise<CommittedBefore | undefined>;
  /** The catalog of the branch as it was when somebody last looked, or committed. */
  readonly lastCatalog: () => Catalog | undefined;
}

/** What waits on a branch: who answers it, what becomes of it then, and how it ends. */
export class Waiting {
  readonly proposals: Proposals;
  private readonly answers: AnswerStore;

  constructor(private readonly options: WaitingOptions) {
    this.proposals = new Proposals(options.writer);
    this.answers = new AnswerStore(options.writer);
  }

  /** Everything that waits, and for what. */
  async list(): Promise<readonly WaitingProposal[]> {
    const proposals = await this.proposals.list();
    const settled = await this.settleAll(proposals, true);
    return proposals.flatMap((proposal, index) => {
      const { outcome, asked } = settled[index] ?? {};
      return outcome === undefined || asked === undefined ? [] : [{ proposal, asked, outcome }];
    });
  }

  /** What would become of a proposal now. @throws Refusal when none of this run id waits */
  async preview(runId: string): Promise<Settled> {
    return await this.settle(await this.proposals.existing(runId), true);
  }

  /** What would become of everything that waits. */
  async previewAll(): Promise<readonly Settled[]> {
    return await this.settleAll(await this.proposals.list(), true);
  }

  /** Commits what may go ahead by now, and ends what is refused. */
  async settleDue(): Promise<readonly Outcome[]> {
    const proposals = await this.proposals.list();
    const settled = await this.settleAll(proposals, false);
    const closed: (Outcome | undefined)[] = [];
    for (const [index, one] of proposals.entries())
      closed.push(await closeIfEnded(one, settled[index]?.outcome, this.closing()));
    return closed.filter((one) => one !== undefined);
  }

  /** See `Delivery.answer`. */
  async answer(runId: string, reply: ProposalReply): Promise<Outcome> {
    const { by, id } = reply;
    const isKept = id !== undefined;
    const proposal = await this.proposals.find(runId);
    if (proposal === undefined) return await this.answeredBefore(runId, id);
    if (hasAnswer(proposal.answers, id)) return await this.tryAgain(proposal, isKept);
    const answer = await this.answerTo(proposal, reply);
    const author = { name: by?.name ?? 'slipway', email: '' };
    await this.proposals.answer(runId, answer, { author, at: this.options.now() });
    return await this.tryAgain(await this.proposals.existing(runId), isKept);
  }

  /** What would become of a proposal with an answer. @throws Refusal as `answer` does */
  async previewAnswer(runId: string, reply: ProposalReply): Promise<Settled> {
    const proposal = await this.proposals.existing(runId);
    const answers = [...proposal.answers, await this.answerTo(proposal, reply)];
    return await this.settle({ ...proposal, answers }, true);
  }

  /** See `Delivery.recall`. */
  async recall(runIds: readonly string[]): Promise<readonly (Outcome | undefined)[]> {
    const outcomes: (Outcome | undefined)[] = [];
    for (const runId of runIds) {
      const proposal = await this.proposals.find(runId);
      const outcome =
        proposal === undefined ? (await this.options.committed(runId))?.outcome : await this.tryAgain(proposal);
      outcomes.push(outcome);
    }
    return outcomes;
  }

  /** Takes a proposal back, and its branch. @throws Refusal when none of this run id waits */
  async withdraw(runId: string): Promise<WithdrawnBranch | undefined> {
    return await takeBack(await this.proposals.existing(runId), this.closing());
  }

  /** Stores answers where an audit finds them. */
  async keepAnswers(answersByRun: AnswersByRun): Promise<void> {
    await this.answers.keep(answersByRun, { author: { name: 'slipway', email: '' }, at: this.options.now() });
  }

  /** The answer to what waits no more may be the one that let it go ahead: then whoever gave it has not heard of that. */
  private async answeredBefore(runId: string, id: string | undefined): Promise<Outcome> {
    const before = id === undefined ? undefined : await this.options.committed(runId);
    if (before === undefined) throw noProposal(runId);
    const kept = (await keptAnswers(this.options.writer)).get(runId) ?? [];
    if (!hasAnswer([...(before.record?.predicate.approvals ?? []), ...kept], id)) throw noProposal(runId);
    return before.outcome;
  }

  /** @param isKept leaves what is refused for the next tick */
  private async tryAgain(proposal: Proposal, isKept = false): Promise<Outcome> {
    const { outcome } = await this.settle(proposal, false);
    if (isKept && outcome.state === 'refused') return outcome;
    return await closeIfEnded(proposal, outcome, this.closing());
  }

  private closing(): Closing {
    const { proposals } = this;
    const { writer, now, lastCatalog } = this.options;
    const keepAnswers: Closing['keepAnswers'] = async (all) => await this.keepAnswers(all);
    return { writer, proposals, catalog: lastCatalog(), now: now(), keepAnswers };
  }

  /**
   * Writes an answer to what a proposal does now.
   *
   * @throws Refusal when it does something else than what was looked at, or cannot be made any more
   */
  private async answerTo(proposal: Proposal, reply: ProposalReply): Promise<Sealed> {
    const { runId } = proposal;
    const { judged, outcome } = await this.settle(proposal, true);
    const digest = judged?.digest;
    if (digest === undefined)
      throw new Refusal(`proposal "${runId}" cannot be made any more: ${whyUnmade(outcome)}`, 'answer');
    if (reply.of !== undefined && reply.of !== digest)
      throw new Refusal(
        `proposal "${runId}" does something else now (${digest}) than what was looked at (${reply.of})`,
        'answer',
      );
    refuseSecret('comment', reply.comment);
    const { now, seal } = this.options;
    return await approvalOf(statementOf(reply, { proposal: runId, of: digest, at: now() }), seal);
  }

  private async settle(proposal: Proposal, isDry: boolean): Promise<Settled> {
    const [settled] = await this.settleAll([proposal], isDry);
    if (settled === undefined) throw new Error(`proposal "${proposal.runId}" was not settled`);
    return settled;
  }

  private async settleAll(proposals: readonly Proposal[], isDry: boolean): Promise<readonly Settled[]> {
    const kept = proposals.length === 0 ? undefined : await keptAnswers(this.options.writer);
    const candidates = proposals.map((one) =>
      candidateOfProposal({ ...one, answers: [...one.answers, ...(kept?.get(one.runId) ?? [])] }),
    );
    return await this.options.settle(candidates, isDry);
  }
}
