import type { SkippedPath } from '../manifests/manifest';
import type { Finding } from './finding';
import type { Rule } from './rule';

/** What people are told of a rule; how it looks at objects does not matter there. */
export type RuleText = Omit<Rule, 'check'>;

/** A finding that somebody has answered, and with what words. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
  /** Where it is answered: beside the object, or under `exceptions` in slipway.yaml. @default 'manifest' */
  readonly by?: 'manifest' | 'configuration';
}

/** What `slipway check` has found, for the writers in `report/`. It has no time: the same input is the same report. */
export interface CheckReport {
  /** What is to be done, in the order of places. */
  readonly findings: readonly Finding[];
  /** What is accepted because it was there before. */
  readonly accepted: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly skipped: readonly SkippedPath[];
  /** How many objects were looked at. */
  readonly objects: number;
  /** How many files they are from. */
  readonly files: number;
  /** Rules that were asked, and those that findings name. */
  readonly rules: readonly RuleText[];
  /** Version of Slipway. */
  readonly version: string;
}
