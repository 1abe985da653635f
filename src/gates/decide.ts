import type { Effects } from '../effects/effect';
import type { Catalog } from '../model/catalog';
import type { Decision, GateAnswer } from './decision';
import type { GateFacts } from './facts';
import { worst } from './gate';
import type { Gate, Question } from './gate';
import { gates } from './gates';
import { askUrgently } from './hotfix';
import { questionsOf } from './questions';

/**
 * Whether a change may go ahead: every gate of every environment that it has an effect in is asked, and the worst answer
 * counts. Pure: the same catalog, effects and facts are the same decision, wherever and whenever it is made.
 *
 * @param before the catalog before the change: an edit that weakens gates is judged by the old ones
 */
export function decide(before: Catalog, effects: Effects, facts: GateFacts): Decision {
  const answers = questionsOf(before, effects, facts).flatMap((question) =>
    gates.flatMap((gate) => answersOf(gate, question)),
  );
  return { verdict: worst(answers.map(({ verdict }) => verdict)), answers };
}

function answersOf(gate: Gate, question: Question): readonly GateAnswer[] {
  const finding = askUrgently(gate, question);
  return finding === undefined ? [] : [{ gate: gate.name, environment: question.environment, ...finding }];
}
