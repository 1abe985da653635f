import type { Log } from './log';

/** A piece of work that is done again and again: at once when there is more, when it is woken, or when something is due. */
export interface LoopOptions {
  readonly name: string;
  /** Does what is due. @returns whether there may be more to do at once */
  readonly step: () => Promise<boolean>;
  /** When something is due (milliseconds since 1970); undefined when nothing is left. */
  readonly nextDue: () => number | undefined;
  readonly now: () => number;
  readonly log: Log;
}

/** Looks again after this time, whatever it was told, in milliseconds. */
const longestPause = 30_000;
const shortestPause = 250;
/** After a step that has failed, in milliseconds. */
const pauseAfterFault = 1000;

/** Runs a step after the other, never two at once, until it is stopped. */
export class Loop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private isWoken = false;
  private isStopped = false;
  private notBefore = 0;

  constructor(private readonly options: LoopOptions) {}

  /** There is something to do. */
  wake(): void {
    if (this.isStopped) return;
    this.isWoken = true;
    if (this.running !== undefined) return;
    clearTimeout(this.timer);
    this.running = this.run().finally(() => {
      this.running = undefined;
      this.pause();
    });
  }

  /** Ends after the step that goes on. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    const { step, log, name } = this.options;
    while (this.isWoken && !this.isStopped) {
      this.isWoken = false;
      try {
        if (await step()) this.isWoken = true;
      } catch (error) {
        log('loop.failed', { loop: name, reason: error instanceof Error ? error.message : String(error) });
        this.notBefore = this.options.now() + pauseAfterFault;
      }
    }
  }

  private pause(): void {
    if (this.isStopped) return;
    if (this.isWoken) {
      this.wake();
      return;
    }
    const { nextDue, now } = this.options;
    clearTimeout(this.timer);
    const due = Math.max(nextDue() ?? Infinity, this.notBefore);
    // What is due already and was not done waits for something else.
    this.timer = setTimeout(() => this.wake(), Math.min(longestPause, Math.max(shortestPause, due - now())));
    this.timer.unref();
  }
}
