import type { AnswersByRun } from './answer-store';
import { approvalOf } from './approval-statement';
import type { KeptReviews } from './gate-range';
import type { Seal, Sealed } from './sealed';

/** Reviews of changes as signed answers to their requests, as a program passes them on that a forge has told. */
export async function reviewStatements(
  reviewed: readonly KeptReviews[],
  seal: Seal | undefined,
): Promise<AnswersByRun> {
  const answers = new Map<string, readonly Sealed[]>();
  for (const { proposal, digest, reviews } of reviewed) {
    const statements = reviews.map(({ by, teams, answer, at }) => ({
      proposal,
      answer,
      of: digest,
      at,
      by: { name: by, proof: 'forge' as const, teams: [...teams] },
    }));
    const sealed = await Promise.all(statements.map((statement) => approvalOf(statement, seal)));
    if (sealed.length > 0) answers.set(proposal, sealed);
  }
  return answers;
}
