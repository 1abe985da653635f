/** How often a repository may be pushed to. */
export interface PushRateOptions {
  /** Pushes in a minute, in the long run. GitHub advises at most 6 ("Repository limits": activity). */
  readonly perMinute: number;
  /** Pushes at once, after a while without one. */
  readonly burst: number;
}

/**
 * A bucket of pushes that fills again evenly. Whoever comes after a pause goes at once; whoever comes in a crowd waits, and goes
 * together with all that came meanwhile.
 */
export class PushRate {
  private left: number;
  private at: number | undefined;

  constructor(private readonly options: PushRateOptions) {
    this.left = options.burst;
  }

  /** When there is a push again. @param now milliseconds since 1970 @returns the same, or `now` */
  nextAt(now: number): number {
    this.fill(now);
    return this.left >= 1 ? now : now + Math.ceil((1 - this.left) * this.millisecondsEach);
  }

  /** Something was pushed. What was more than there was is waited for afterwards. */
  spend(pushes: number, now: number): void {
    this.fill(now);
    this.left -= pushes;
  }

  private get millisecondsEach(): number {
    return 60_000 / this.options.perMinute;
  }

  /** A clock that is set back fills nothing, and takes nothing away. */
  private fill(now: number): void {
    const passed = Math.max(0, now - (this.at ?? now));
    this.at = now;
    this.left = Math.min(this.options.burst, this.left + passed / this.millisecondsEach);
  }
}
