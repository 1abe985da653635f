import { spanMilliseconds } from '../model/instant';
import type { Evidence } from './facts';
import type { Question } from './gate';
import { evidenceOf } from './releases';
import type { ComingRelease } from './releases';

/** A time in which a release was healthy, in milliseconds since 1970. */
export interface HealthyTime {
  readonly from: number;
  /** When somebody last looked: nobody knows of later. */
  readonly to: number;
}

/** How long a release has been healthy without a break; undefined when it was not, as far as anybody has seen. */
export function healthyTime(
  { healthySince, lastBad = never, observedAt }: Evidence,
  now: string,
): HealthyTime | undefined {
  if (healthySince === undefined) return undefined;
  const [bad, seen] = [Date.parse(lastBad), Date.parse(observedAt)];
  const time = { from: Math.max(Date.parse(healthySince), bad), to: Math.min(seen, Date.parse(now)) };
  return bad < seen && time.from <= time.to ? time : undefined;
}

/**
 * Whether a release that comes was healthy in this very environment, for as long as elsewhere: it has nothing to prove in the
 * environments before. That is what lets people go back to it.
 */
export function wasHealthyHere(question: Question, coming: ComingRelease): boolean {
  const { healthyFor, sameDigest = true } = question.gates.evidence ?? {};
  const evidence = evidenceOf(question, coming, question.environment, sameDigest);
  const time = evidence === undefined ? undefined : healthyTime(evidence, question.facts.now);
  return time !== undefined && time.to - time.from >= (healthyFor === undefined ? 0 : spanMilliseconds(healthyFor));
}

const never = new Date(0).toISOString();
