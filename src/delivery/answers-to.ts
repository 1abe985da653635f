import { keptAnswers, type AnswersByRun } from './answer-store';
import { allProposals, type ProposalSource } from './proposals';

/** What was answered to requests, by run id. */
export type AnswersTo = () => Promise<AnswersByRun>;

/** Finds all answers that a repository has, when somebody first asks: to what waits, and those that were kept. */
export function answersIn(source: ProposalSource): AnswersTo {
  let known: ReturnType<AnswersTo> | undefined;
  return async () => await (known ??= readAnswers(source));
}

async function readAnswers(source: ProposalSource): ReturnType<AnswersTo> {
  const answers = new Map(await keptAnswers(source));
  for (const { runId, answers: more } of await allProposals(source))
    answers.set(runId, [...(answers.get(runId) ?? []), ...more]);
  return answers;
}
