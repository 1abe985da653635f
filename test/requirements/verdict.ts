import { proofsOf } from './proofs';
import type { Proof } from './proofs';
import { isOnRecord, passedOn } from './record';
import type { Record } from './record';
import { outcomeOf } from './results';
import type { Outcome, Result } from './results';
import type { Requirement } from './row';

/** What is known of a row. */
export interface Verdict {
  /** Every proof has passed, and there is one; a row of decisions alone has none, and does not "work". */
  readonly works: boolean;
  /** A proof has failed, or one that every run has was skipped or is not there. What is merely not on record does not fail. */
  readonly fails: boolean;
  /** Proofs that have not passed, and what is known of each. */
  readonly missing: readonly { readonly proof: Proof; readonly outcome: Outcome }[];
  /** Pages below docs/decisions that say why a part of it, or all of it, is built otherwise. */
  readonly otherwise: readonly string[];
}

/** Verdict on a row. @param outcome what is known of each of its proofs */
export function verdictOn(row: Requirement, outcome: (proof: Proof) => Outcome): Verdict {
  return verdictOf(
    proofsOf(row).map((proof) => ({ proof, outcome: outcome(proof) })),
    row.otherwise ?? [],
  );
}

/** Verdict on a row with these proofs and decisions. */
export function verdictOf(proofs: Verdict['missing'], otherwise: readonly string[]): Verdict {
  const missing = proofs.filter(({ outcome }) => outcome !== 'passed');
  const fails = missing.some(({ proof, outcome }) => outcome === 'failed' || !isOnRecord(proof));
  return { works: proofs.length > 0 && missing.length === 0, fails, missing, otherwise };
}

/** Whether somebody can rely on a row: it works, or a decision says why it is built otherwise, and nothing that should prove it is missing. */
export function isMet({ works, missing, otherwise }: Verdict): boolean {
  return works || (missing.length === 0 && otherwise.length > 0);
}

/**
 * What a commit knows by itself: those of other suites have passed when their record says so. Tests of every run are taken for
 * passed without a look, as CI takes no commit that fails one; the page says so.
 */
export function knownOfCommit(record: Record): (proof: Proof) => Outcome {
  return (proof) => (!isOnRecord(proof) || passedOn(proof, record) !== undefined ? 'passed' : 'not run');
}

/** What a run knows: its own results, and for suites that it has not run, the record. */
export function knownOfRun(results: readonly Result[], record: Record): (proof: Proof) => Outcome {
  return (proof) => {
    const outcome = outcomeOf(proof, results);
    const isAway = outcome === 'not run' || outcome === 'skipped';
    return isAway && isOnRecord(proof) && passedOn(proof, record) !== undefined ? 'passed' : outcome;
  };
}
