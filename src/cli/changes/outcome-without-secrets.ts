import type { Outcome } from '../../delivery/outcome';
import { withoutSecrets } from '../../secrets/hide';

/**
 * What became of a request as it may be shown: a request that is refused for its form repeats what was typed, and what was typed may
 * be a token that somebody put into the wrong option. A log of CI keeps it.
 */
export function outcomeWithoutSecrets(outcome: Outcome): Outcome {
  if (outcome.state !== 'invalid') return outcome;
  const problems = outcome.problems.map((problem) => ({
    ...problem,
    path: problem.path.map((part) => (typeof part === 'string' ? withoutSecrets(part) : part)),
    message: withoutSecrets(problem.message),
    ...(problem.hint !== undefined && { hint: withoutSecrets(problem.hint) }),
  }));
  return { ...outcome, problems };
}
