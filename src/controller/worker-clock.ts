import type { ChangeDoor } from './door';
import type { JournalStore } from './journal/journal-store';
import type { Operations } from './journal/operations';
import type { Worker } from './worker';

/** What is done from time to time, and with what. */
export interface WorkerClockParts {
  readonly store: JournalStore;
  readonly operations: Operations;
  readonly door: Pick<ChangeDoor, 'tick'>;
  readonly worker: Pick<Worker, 'settleProposals'>;
  readonly now: () => number;
}

/** What waits is looked at again after this time, in milliseconds: time alone may have been missing. */
const tickEvery = 60_000;
/** After so many ticks everything that waits is asked about: somebody may have ended it without us. */
const ticksUntilAsked = 10;
/** How long it is remembered that a run was done, in milliseconds: nobody repeats a request after that. */
const remembers = 30 * 24 * 3_600_000;

/** What the worker does when nobody asks for anything. It never runs beside a step of the worker. */
export class WorkerClock {
  private ticks = 0;
  private next: number;

  constructor(private readonly parts: WorkerClockParts) {
    // What was going on when the process ended before is asked about at once.
    this.next = parts.now();
  }

  /** Milliseconds since 1970. */
  nextDue(): number {
    return this.next;
  }

  /** Something is known that was not: what waits is looked at again now, if anything does. */
  hurry(): void {
    if (this.parts.operations.count('waiting') > 0) this.next = Math.min(this.next, this.parts.now());
  }

  /** Does what is due. @returns whether there may be more to do for the worker */
  async step(): Promise<boolean> {
    const { store, operations, door, worker, now } = this.parts;
    if (now() < this.next) return false;
    // An answer whose end nobody has kept comes again first: a tick takes away what it was about.
    if (this.ticks === 0 && operations.due(now(), 1).length > 0) return false;
    this.next = now() + tickEvery;
    await worker.settleProposals(await door.tick());
    const isAsked = this.ticks % ticksUntilAsked === 0;
    this.ticks += 1;
    await store.write(() => {
      if (isAsked) operations.askAgain(now());
      operations.forget(now() - remembers);
    });
    return isAsked;
  }
}
