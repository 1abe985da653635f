import { numberAt, textAt } from './data';
import type { Change } from './doings';
import type { Seen } from './history';

/** What people saw who asked, beside the repository. */
export interface Told {
  /** Run ids of which somebody was told that they are in a commit. */
  readonly committed: ReadonlySet<string>;
  /** Commits that no program of ours made. */
  readonly byHand: ReadonlySet<string>;
  /** Requests, as they were signed, of which somebody was told that they are refused. */
  readonly refused: ReadonlySet<string>;
  /** Those that somebody has taken back, and was told so. */
  readonly takenBack: ReadonlySet<string>;
  /** Where the branch was when somebody had done what was due, and when that was (milliseconds since 1970). */
  readonly ticks: readonly { readonly head: string; readonly at: number }[];
}

/** A promise: what in a history breaks it, in words. */
export type Promised = (seen: {
  readonly remote: string;
  readonly all: readonly Seen[];
  readonly changes: readonly Change[];
  readonly told: Told;
}) => Iterable<string>;

/** For people: the commit, as its record calls it. */
export function nameOf({ after, record }: Change): string {
  return `${record?.runId ?? 'a commit by hand'} (${after.commit.slice(0, 8)})`;
}

/** What somebody said who asked urgently; undefined for who did not. */
export function urgencyOf({ record }: Change): string | undefined {
  return textAt(record?.asked, 'hotfix');
}

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a span such as "8h". */
export function spanOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const size = numberAt(units, unit);
  if (size === undefined) throw new Error(`"${text}" is no span that the model knows`);
  return Number(count) * size;
}
