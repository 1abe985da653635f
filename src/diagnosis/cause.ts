import type { Case } from './case';

/** Why a service does not run, as it was found in a case. */
export interface Ailment {
  /** What it is, with names and values. */
  readonly what: string;
  /** What to do: words, or a command. */
  readonly remedy: string;
}

/** One reason why a service may not run. */
export interface Cause {
  /** Kebab-case; the name of its file. */
  readonly id: string;
  readonly title: string;
  readonly find: (one: Case) => readonly Ailment[];
  /** A case that has it. */
  readonly example: Partial<Case>;
}
