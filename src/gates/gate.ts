import type { Effect } from '../effects/effect';
import type { Catalog } from '../model/catalog';
import type { Gates } from '../model/gates';
import type { GateAnswer, GateVerdict } from './decision';
import type { GateFacts } from './facts';

/** What a gate is asked: what happens in one environment, and what is known. */
export interface Question {
  readonly environment: string;
  /** What this environment asks for, by the catalog before the change. */
  readonly gates: Gates;
  /** What has an effect here, everywhere included. */
  readonly effects: readonly Effect[];
  /** The catalog before the change. */
  readonly catalog: Catalog;
  readonly facts: GateFacts;
}

/** What a gate answers; `decide` adds which gate it is, and where. */
export type Reply = Omit<GateAnswer, 'gate' | 'environment'>;

/** What an effect must have before it may go ahead. One file each in `gates/`, called after its name. */
export interface Gate {
  /** In kebab-case; it is written into records: it never changes. */
  readonly name: string;
  /** What it asks for, in some sentences. Markdown. */
  readonly summary: string;
  /** What an environment says that wants it, as YAML. */
  readonly example: string;
  /**
   * Pure: no clock, no file.
   *
   * @returns undefined when the environment does not ask for it, or nothing here is what it is about
   */
  readonly ask: (question: Question) => Reply | undefined;
}

/** The worst of verdicts; allowed when there is none. */
export function worst(verdicts: readonly GateVerdict[]): GateVerdict {
  if (verdicts.includes('refused')) return 'refused';
  return verdicts.includes('waiting') ? 'waiting' : 'allowed';
}

/** One thing that a gate has looked at. */
export interface Look {
  readonly verdict: GateVerdict;
  readonly effects: readonly Effect[];
  readonly words: string;
  readonly whoCanGive?: readonly string[];
  /** Milliseconds since 1970; only when nothing but time is missing. */
  readonly possibleFrom?: number | undefined;
}

/**
 * Joins what a gate has looked at into what it answers. Words of what is allowed are left out beside what is not. It becomes
 * possible by itself only if nothing but time is missing in all of it.
 */
export function replyOf(looks: readonly Look[]): Reply | undefined {
  if (looks.length === 0) return undefined;
  const missing = looks.filter((look) => look.verdict !== 'allowed');
  const shown = missing.length > 0 ? missing : looks;
  const times = missing.map(({ possibleFrom }) => possibleFrom);
  const known = times.filter((time) => time !== undefined);
  return {
    verdict: worst(looks.map(({ verdict }) => verdict)),
    effects: [...new Set(shown.flatMap(({ effects }) => effects))],
    words: [...new Set(shown.map(({ words }) => words))].join('; '),
    whoCanGive: [...new Set(missing.flatMap(({ whoCanGive = [] }) => whoCanGive))],
    ...(known.length > 0 && known.length === times.length
      ? { possibleFrom: new Date(Math.max(...known)).toISOString() }
      : {}),
  };
}
