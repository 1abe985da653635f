import type { Outcome } from '../../delivery/outcome';
import { outcomeWithoutSecrets } from './outcome-without-secrets';

/** What became of a request, for programs. */
export function outcomeAsJson(outcome: Outcome): Readonly<Record<string, unknown>> {
  if (!('decision' in outcome)) return { ...outcomeWithoutSecrets(outcome) };
  const { decision, effects, ...rest } = outcome;
  return {
    ...rest,
    effects: effects.map(({ kind, service, environment, path, words }) => ({
      kind,
      service,
      environment,
      path,
      words,
    })),
    verdict: decision.verdict,
    gates: decision.answers.map(({ effects: about, ...answer }) => ({
      ...answer,
      effects: about.map(({ words }) => words),
    })),
  };
}
