import { portLimits } from '../../portal/port/calls';
import type { PortApiCall } from '../../portal/port/calls';

/** How much of a limit we take: others of the organization use it, too. */
const share = 0.5;

/** Lets calls go as fast as Port takes them, and no faster. */
export class RateGate {
  private readonly buckets = new Map<PortApiCall['limit'], { tokens: number; at: number }>();
  private pausedUntil = 0;

  constructor(private readonly now: () => number) {}

  /** How long a call has to wait, in milliseconds. When it need not, it counts as made. */
  take(limit: PortApiCall['limit']): number {
    const now = this.now();
    if (now < this.pausedUntil) return this.pausedUntil - now;
    const { perFiveMinutes, burst } = portLimits[limit];
    const perMillisecond = (perFiveMinutes * share) / 300_000;
    const before = this.buckets.get(limit) ?? { tokens: burst * share, at: now };
    const tokens = Math.min(burst * share, before.tokens + Math.max(0, now - before.at) * perMillisecond);
    this.buckets.set(limit, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    return tokens < 1 ? Math.ceil((1 - tokens) / perMillisecond) : 0;
  }

  /** Port has said that it is too much. @param milliseconds until it takes something again */
  pause(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.now() + milliseconds);
  }
}
