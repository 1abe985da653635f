import type { PortalNames } from '../portal/change-request-of';
import { changeRequestOf } from '../portal/change-request-of';
import { isPortalRun } from '../portal/port/calls';
import { backOff } from './back-off';
import type { AskedChange, ChangeDoor, ChangeOutcome, ProposalAnswer } from './door';
import type { JournalStore } from './journal/journal-store';
import type { QueuedOperation, Operations } from './journal/operations';
import type { Reports } from './journal/reports';
import type { Log } from './log';
import type { Metrics } from './metrics';
import { outcomeReports } from './report/outcome-reports';
import type { PushRate } from './push-rate';
import { PortUnavailable } from './report/port-api';
import type { CallPeople, ReadPeople } from './run-reader';

/** What operations are done with. */
export interface WorkerParts {
  readonly store: JournalStore;
  readonly operations: Operations;
  readonly reports: Reports;
  readonly door: ChangeDoor;
  readonly people: ReadPeople;
  /** Blueprint of services, or undefined when the portal is told nothing. */
  readonly blueprint: string | undefined;
  /** Whether syncs can be started. */
  readonly hasArgoCd: boolean;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  /** There is something to tell. */
  readonly wakeReporter: () => void;
  /** How often the repository may be pushed to. @default - as often as there is something */
  readonly pushRate?: PushRate | undefined;
}

/** Changes in one call of the door: one push for all of them. */
const mostAtOnce = 50;
/** The same where pushes are counted: all that has come since the one before. */
const mostInCountedPush = 500;
/** Runs that the portal is asked for at once. */
const mostQuestions = 8;
/** After so many tries people are told once that it takes time. */
const triesBeforeTold = 3;

/** An operation with everything that the door wants to know. */
interface Ready {
  readonly operation: QueuedOperation;
  readonly people: CallPeople;
}

/** What is known of an operation before the door is asked. */
type Prepared = { readonly ready: Ready } | { readonly operation: QueuedOperation; readonly reason: PortUnavailable };

/** Does what was accepted, one batch after the other, in the order in which it came. There is one worker. */
export class Worker {
  constructor(private readonly parts: WorkerParts) {}

  /** Does what is due. @returns whether something was done, so that more may be due */
  async step(): Promise<boolean> {
    const { operations, now, pushRate } = this.parts;
    if (this.nextPush() > now()) return false;
    const batch = batchOf(operations.due(now(), pushRate === undefined ? mostAtOnce : mostInCountedPush));
    if (batch.length === 0) return false;
    const prepared = await this.prepare(batch);
    const ready = prepared.flatMap((one) => ('ready' in one ? [one.ready] : []));
    await this.postponeAll(
      prepared.flatMap((one) =>
        'ready' in one ? [] : [{ runId: one.operation.call.runId, operation: one.operation, why: one.reason.message }],
      ),
      false,
    );
    if (ready.length > 0) await this.submit(ready);
    return true;
  }

  /** When something may be pushed again. @returns milliseconds since 1970; in the past when it may */
  nextPush(): number {
    const { pushRate, now } = this.parts;
    return pushRate === undefined ? 0 : pushRate.nextAt(now());
  }

  /** Keeps outcomes of what waited, whoever has found them. */
  async settleProposals(outcomes: readonly ChangeOutcome[]): Promise<void> {
    const { operations, store, now } = this.parts;
    const ended = outcomes.filter(({ state, runId }) => {
      if (state === 'waiting' || state === 'later') return false;
      const known = operations.find(runId)?.state;
      // A journal that was lost knows no proposals; their runs at the portal are waiting all the same.
      return known === 'waiting' || (known === undefined && isPortalRun(runId));
    });
    if (ended.length === 0) return;
    await store.write(() => {
      for (const outcome of ended) this.settle(outcome, now());
    });
    this.parts.wakeReporter();
  }

  /** Keeps what becomes of calls that nobody can do. */
  async settleLost(outcomes: readonly ChangeOutcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    const { store, now } = this.parts;
    await store.write(() => {
      for (const outcome of outcomes) this.settle(outcome, now());
    });
  }

  private async prepare(batch: readonly QueuedOperation[]): Promise<readonly Prepared[]> {
    const prepared: Prepared[] = [];
    for (let index = 0; index < batch.length; index += mostQuestions) {
      const some = batch.slice(index, index + mostQuestions);
      prepared.push(...(await Promise.all(some.map(async (operation) => await this.ask(operation)))));
    }
    return prepared;
  }

  private async ask(operation: QueuedOperation): Promise<Prepared> {
    try {
      return { ready: { operation, people: await this.parts.people(operation.call) } };
    } catch (error) {
      if (error instanceof PortUnavailable) return { operation, reason: error };
      throw error;
    }
  }

  private async submit(ready: readonly Ready[]): Promise<void> {
    const { door, log, metrics } = this.parts;
    try {
      const outcomes = await this.outcomesOf(ready, await door.names());
      await this.keep(ready, outcomes);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      metrics.count('batches_failed_total');
      log('batch.failed', { changes: ready.length, reason: why });
      // One of them may be what fails: each is tried by itself.
      await this.postponeAll(
        ready.map(({ operation }) => ({ runId: operation.call.runId, operation, why })),
        true,
      );
    }
  }

  private async outcomesOf(ready: readonly Ready[], names: PortalNames): Promise<readonly ChangeOutcome[]> {
    const { door } = this.parts;
    const changes: AskedChange[] = [];
    const answers: ProposalAnswer[] = [];
    const outcomes: ChangeOutcome[] = [];
    for (const { operation, people } of ready) {
      const asked = changeRequestOf(operation.call, names);
      if ('fault' in asked) outcomes.push(ended(operation.call.runId, 'invalid', asked.fault));
      else if (asked.request.verb === 'approve' || asked.request.verb === 'reject') {
        answers.push(answerOf(asked.request.verb, operation, people));
      } else {
        const { call, hasWaited } = operation;
        changes.push({ request: asked.request, ...people, claimedEmail: call.claimed.email, hasWaited });
      }
    }
    if (changes.length > 0) outcomes.push(...(await door.submitAll(changes)));
    this.spend(outcomes, 0);
    if (answers.length > 0) {
      const answered = await door.answerAll(answers);
      this.spend(answered.proposals, answers.length);
      outcomes.push(
        ...answered.answers.map(({ runId, isTaken, words }) => ended(runId, isTaken ? 'unchanged' : 'refused', words)),
      );
      await this.settleProposals(answered.proposals);
    }
    return outcomes;
  }

  /** All commits of a batch are one push; what waits, and every answer, is a ref of its own. */
  private spend(outcomes: readonly ChangeOutcome[], answers: number): void {
    const { pushRate, now } = this.parts;
    const isPushed = outcomes.some(({ state }) => state === 'committed' || state === 'rejected');
    const waiting = outcomes.filter(({ state }) => state === 'waiting').length;
    pushRate?.spend((isPushed ? 1 : 0) + (answers > 0 ? answers : waiting), now());
  }

  private async keep(ready: readonly Ready[], outcomes: readonly ChangeOutcome[]): Promise<void> {
    const { store, now, wakeReporter } = this.parts;
    const byRun = new Map(outcomes.map((outcome) => [outcome.runId, outcome]));
    const later = ready.flatMap(({ operation }) => {
      const { runId } = operation.call;
      const outcome = byRun.get(runId);
      if (outcome !== undefined && outcome.state !== 'later') return [];
      return [{ runId, operation, why: outcome?.words ?? 'there was no answer' }];
    });
    await store.write(() => {
      for (const outcome of outcomes) if (outcome.state !== 'later') this.settle(outcome, now());
    });
    wakeReporter();
    await this.postponeAll(later, false);
  }

  /** Only in the work of a write: an outcome and what is told of it are on the disk together, or neither is. */
  private settle(outcome: ChangeOutcome, now: number): void {
    const { operations, log, metrics } = this.parts;
    const isNew = operations.settle(outcome.runId, outcome.state === 'waiting' ? 'waiting' : 'done', outcome);
    if (!isNew) return;
    this.tell(outcome, now);
    metrics.count('outcomes_total', { state: outcome.state });
    log(`change.${outcome.state}`, { runId: outcome.runId, commit: outcome.commit, words: outcome.words });
  }

  private tell(outcome: ChangeOutcome, now: number): void {
    const { reports, blueprint, hasArgoCd } = this.parts;
    if (hasArgoCd) for (const sync of outcome.syncs ?? []) reports.add({ kind: 'sync', sync }, now);
    for (const report of outcomeReports(outcome, { blueprint: blueprint ?? '' }))
      if (blueprint !== undefined || report.kind === 'notice') reports.add(report, now);
  }

  private async postponeAll(
    late: readonly { readonly runId: string; readonly operation: QueuedOperation; readonly why: string }[],
    isAlone: boolean,
  ): Promise<void> {
    if (late.length === 0) return;
    const { store, operations, now, random, log } = this.parts;
    await store.write(() => {
      for (const { runId, operation, why } of late) {
        const attempts = operation.attempts + 1;
        operations.postpone(runId, now() + backOff(attempts, random()), isAlone || operation.isAlone);
        if (attempts === triesBeforeTold) this.tell(ended(runId, 'later', why), now());
        log('change.later', { runId, attempts, reason: why });
      }
    });
  }
}

/**
 * What goes to the door together: the first ones of one kind, since an answer is about what was asked before it; and what has made a
 * batch fail by itself.
 */
function batchOf(due: readonly QueuedOperation[]): readonly QueuedOperation[] {
  const [first] = due;
  if (first === undefined || first.isAlone) return due.slice(0, 1);
  const end = due.findIndex((one) => one.isAlone || isAnswer(one) !== isAnswer(first));
  return end === -1 ? due : due.slice(0, end);
}

function isAnswer({ call }: QueuedOperation): boolean {
  return call.verb === 'approve' || call.verb === 'reject';
}

function answerOf(answer: ProposalAnswer['answer'], { call }: QueuedOperation, people: CallPeople): ProposalAnswer {
  const { proposal, of, comment } = call.properties;
  return {
    runId: call.runId,
    proposal: String(proposal),
    answer,
    by: people.asker,
    alsoInvolved: people.alsoInvolved,
    of: typeof of === 'string' ? of : undefined,
    comment: typeof comment === 'string' ? comment : undefined,
  };
}

function ended(runId: string, state: ChangeOutcome['state'], words: string): ChangeOutcome {
  return { runId, state, words, effects: [] };
}
