import { due } from '../changes/due';
import type { CommitReader } from '../gitops/commit-reader';
import type { Catalog } from '../model/catalog';
import { Refusal } from '../model/refusal';
import type { Act, KeptAct } from './act-statement';
import { ActStore } from './act-store';
import { answersIn } from './answers-to';
import type { ProposalReply } from './approval-statement';
import type { Arrival } from './arrivals';
import { branchStatus, serviceActs, serviceHistory } from './branch-status';
import { candidateOf, writingOf, type AskedRequest } from './candidates';
import { committedBefore } from './committed-before';
import type { Candidate, Settled } from './decide-candidate';
import type { DeliveryOptions } from './delivery-options';
import { EvidenceStore } from './evidence-store';
import { sealedEvidence, type TestStatement, type UnsignedStatements } from './evidence-statement';
import { knownTests } from './known-tests';
import { judgeRange, type JudgedCommit, type Judging, type KeptReviews } from './gate-range';
import { reviewStatements } from './review-statements';
import { Head } from './head';
import type { Sighting } from './health';
import type { WithdrawnBranch } from './close-proposal';
import type { Outcome } from './outcome';
import { planByHand, type HandPlan } from './plan-by-hand';
import type { Asker } from './plan-request';
import { madeBranch } from './proposals';
import type { RecordSource } from './records-say';
import { sealed } from './sealed';
import { seenHealth } from './seen-health';
import { settleCandidates } from './settle-candidates';
import { Turns } from './turns';
import { Waiting } from './waiting';
import type { BranchStatus, WaitingProposal } from './waiting-proposal';

/**
 * Changes under gates, on one branch: the one door for the command line and the controller. Whatever is asked leads to an edit;
 * what the edit does decides; what may go ahead is one signed commit; what waits is a proposal.
 */
export class Delivery {
  private readonly store: EvidenceStore;
  private readonly turns: Turns;
  private readonly wait: Waiting;
  private known: Head | undefined;

  constructor(private readonly options: DeliveryOptions) {
    this.store = new EvidenceStore(options.writer);
    this.turns = new Turns(options.random);
    this.wait = new Waiting({
      ...options,
      seal: options.seal,
      settle: async (candidates, isDry) => await this.settleAll(candidates, isDry),
      committed: async (runId) => await committedBefore(runId, await this.head(), options),
      lastCatalog: () => this.lastCatalog,
    });
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
      if ((await this.wait.proposals.find(outcome.runId)) !== undefined) continue;
      const writing = writingOf(request, this.known?.loaded.catalog, this.options.now());
      await this.wait.proposals.open(outcome.runId, request.sealed, writing, madeBranch(outcome));
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
    return await this.wait.list();
  }

  /** What would become of a proposal now; nothing is written. @throws Refusal when none of this run id waits */
  async previewProposal(runId: string): Promise<Settled> {
    return await this.wait.preview(runId);
  }

  /**
   * Answers a proposal; when nothing else is missing, it is committed at once.
   *
   * @throws Refusal when none of this run id waits, or it does something else now than what was looked at
   */
  async answer(runId: string, reply: ProposalReply): Promise<Outcome> {
    return await this.wait.answer(runId, reply);
  }

  /** What would become of a proposal with an answer; nothing is written. @throws Refusal as `answer` does */
  async previewAnswer(runId: string, reply: ProposalReply): Promise<Settled> {
    return await this.wait.previewAnswer(runId, reply);
  }

  /**
   * What became of requests that waited, and were asked for by somebody who has not heard of them since. What may go ahead is
   * committed.
   *
   * @returns undefined for one that waits no more and is in no commit: it was rejected, or taken back
   */
  async recall(runIds: readonly string[]): Promise<readonly (Outcome | undefined)[]> {
    return await this.wait.recall(runIds);
  }

  /** Takes a proposal back, and its branch. @throws Refusal when none of this run id waits */
  async withdraw(runId: string): Promise<WithdrawnBranch | undefined> {
    return await this.wait.withdraw(runId);
  }

  /**
   * Does what has become due: what ends by itself, and what waits and may go ahead now. What is refused, ends.
   *
   * @param asker who asks for what ends by itself
   */
  async tick(asker: Asker = {}): Promise<readonly Outcome[]> {
    const ends = due((await this.head()).loaded.catalog, this.options.now());
    const ended = await this.submit(ends.map((request) => ({ request, asker })));
    return [...ended, ...(await this.wait.settleDue())];
  }

  /** What `tick` would do; nothing is written. */
  async previewTick(asker: Asker = {}): Promise<readonly Settled[]> {
    const ends = due((await this.head()).loaded.catalog, this.options.now());
    const ended = await this.preview(ends.map((request) => ({ request, asker })));
    return [...ended, ...(await this.wait.previewAll())];
  }

  /** Stores what was seen of what runs, signed by whoever runs it. */
  async observe(sightings: readonly Sighting[]): Promise<void> {
    const { writer, places } = this.options;
    const on = { writer, places, head: await this.head() };
    await this.addEvidence({ health: await seenHealth(sightings, await this.store.read(), on), tests: [] });
  }

  /** Keeps what people have done in Argo CD by hand, signed by whoever has seen it. What is kept already is not kept twice. */
  async keepActs(acts: readonly Act[]): Promise<void> {
    if (acts.length === 0) return;
    const { seal, now } = this.options;
    const signed = await Promise.all(acts.map(async (act) => await sealed(act, 'slipway-act', seal)));
    await new ActStore(this.options.writer).keep(signed, { author: { name: 'slipway', email: '' }, at: now() });
  }

  /**
   * Stores how tests of releases ended, signed by whoever runs it.
   *
   * @param isDry whether it is only looked at
   * @throws InputError for tests of what the catalog does not have, and for secrets
   */
  async observeTests(tests: readonly TestStatement[], isDry = false): Promise<void> {
    const known = knownTests(tests, await this.catalog());
    if (!isDry) await this.addEvidence({ health: [], tests: known });
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

  /** What people have done to a service in Argo CD by hand, newest first. @throws Refusal for an environment that is none */
  async acts(service: string, environment?: string): Promise<readonly KeptAct[]> {
    return await serviceActs(this.options.writer, await this.head(), service, environment);
  }

  /** Judges commits that are there. @param base undefined for all of them @param head @default the head of the branch */
  async judge(
    base: string | undefined,
    head: string | undefined,
    question: Pick<Judging, 'reviews' | 'now' | 'isRendering'> & { readonly commits?: CommitReader | undefined },
  ): Promise<readonly JudgedCommit[]> {
    const { writer, places, askTicket, now, version } = this.options;
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
      version,
      isBranch: head === undefined,
      ...rest,
    });
  }

  /** Keeps reviews that a forge told of, signed by the program that passes them on: an audit finds them in Git then. */
  async keepReviews(reviewed: readonly KeptReviews[]): Promise<void> {
    await this.wait.keepAnswers(await reviewStatements(reviewed, this.options.seal));
  }

  private async head(): Promise<Head> {
    const { writer, places } = this.options;
    const { head: commit } = await this.store.readWithBranch();
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

  private async settleAll(
    candidates: readonly Candidate[],
    isDry: boolean,
    isLookedAt = false,
  ): Promise<readonly Settled[]> {
    if (candidates.length === 0) return [];
    const done = await settleCandidates(candidates, {
      ...this.options,
      store: this.store,
      known: this.known,
      isDry,
      isLookedAt,
      turns: this.turns,
    });
    this.known = done.head;
    return done.settled;
  }
}
