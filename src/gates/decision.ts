import type { Effect } from '../effects/effect';

/** What a gate says, and what all of them say together: the worst. */
export type GateVerdict = 'allowed' | 'waiting' | 'refused';

/** The answer of one gate in one environment. */
export interface GateAnswer {
  readonly gate: string;
  readonly environment: string;
  readonly verdict: GateVerdict;
  /** Effects that it is about. */
  readonly effects: readonly Effect[];
  /** For people: what was looked at and found, or what is missing. Starts in lower case, without a full stop. */
  readonly words: string;
  /** Who can give what is missing: teams, people. Empty when nobody can, or nothing is missing. */
  readonly whoCanGive: readonly string[];
  /** From when on it is possible, if nothing else changes (RFC 3339). @default - it does not depend on time */
  readonly possibleFrom?: string | undefined;
}

/** Whether a change may go ahead. */
export interface Decision {
  readonly verdict: GateVerdict;
  /** Answers of every gate that was asked, also of those that allow it. */
  readonly answers: readonly GateAnswer[];
}
