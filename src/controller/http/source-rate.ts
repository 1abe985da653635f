/** How often a source may ask. */
export interface Rate {
  readonly perSecond: number;
  /** At once, after a pause. */
  readonly burst: number;
}

/** Sources that are remembered; the one that asked longest ago is forgotten first. */
const mostSources = 10_000;

/**
 * Lets a source ask so often. Who proves who he is gets back what he used: a portal may send a thousand a second, and somebody
 * who guesses may not.
 */
export class SourceRate {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(private readonly rate: Rate) {}

  /** @param now milliseconds. @returns 0 when it may, and otherwise in how many seconds */
  take(source: string, now: number): number {
    const { perSecond, burst } = this.rate;
    const before = this.buckets.get(source) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, before.tokens + (Math.max(0, now - before.at) / 1000) * perSecond);
    this.buckets.delete(source);
    this.buckets.set(source, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    if (this.buckets.size > mostSources) this.buckets.delete(this.buckets.keys().next().value ?? '');
    return tokens < 1 ? Math.ceil((1 - tokens) / perSecond) : 0;
  }

  giveBack(source: string): void {
    const bucket = this.buckets.get(source);
    if (bucket !== undefined) bucket.tokens += 1;
  }
}
