import { setTimeout as pause } from 'node:timers/promises';

/** Who has lost often waits at most as long as so many attempts take: one that waits for longer never meets a gap. */
const mostAttempts = 8;

/**
 * Turns of writers that share a branch and do not know each other. Whoever has pushed is the one who knows the newest head, and
 * would win again and again, while everybody else decides in vain. So each waits before it looks at the branch, for a random part of
 * a time that grows with every race that it loses and shrinks slowly with every one that it wins: those who meet wait about
 * equally long, and who is alone does not wait.
 */
export class Turns {
  /** In milliseconds. */
  private longest = 0;
  private hasMet = false;

  /**
   * @param random between 0 and 1
   * @param sleep waits for so many milliseconds
   */
  constructor(
    private readonly random: () => number = Math.random,
    private readonly sleep: (milliseconds: number) => Promise<unknown> = pause,
  ) {}

  /** Waits for a turn. */
  async wait(): Promise<void> {
    const milliseconds = this.longest * this.random();
    if (milliseconds >= 1) await this.sleep(milliseconds);
  }

  /** Somebody else was faster. @param milliseconds what the attempt has taken */
  lost(milliseconds: number): void {
    this.longest = Math.min(milliseconds * mostAttempts, Math.max(milliseconds, this.longest * 2));
  }

  /** Whether others write as well, as far as is known. */
  get isShared(): boolean {
    return this.longest > 0;
  }

  /** Others have written: whoever wins lets them. */
  met(): void {
    this.hasMet = true;
  }

  /** It was pushed. @param milliseconds what the attempt has taken */
  won(milliseconds: number): void {
    this.longest = this.longest < milliseconds / 2 ? 0 : this.longest * 0.8;
    if (this.hasMet) this.longest = Math.max(this.longest, milliseconds);
    this.hasMet = false;
  }
}
