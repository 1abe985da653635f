import type { BranchStandings } from './branch-status';
import type { Outcome } from './outcome';
import type { Proposal } from './proposals';
import type { AskedFor } from './request-statement';

/** How everything stands on the branch, and what waits. */
export interface BranchStatus extends BranchStandings {
  readonly waiting: readonly WaitingProposal[];
}

/** A proposal and what would become of it now. */
export interface WaitingProposal {
  readonly proposal: Proposal;
  readonly asked: AskedFor;
  readonly outcome: Outcome;
}
