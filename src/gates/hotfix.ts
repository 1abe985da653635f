import type { Reply, Gate, Question } from './gate';
import { isGuarded } from './guarded';

/**
 * Asks a gate, or says why it is not asked of an urgent fix. What it would have said stays in the answer, so that a record
 * shows what was skipped. Changes of gates, people and freezes are never urgent.
 */
export function askUrgently(gate: Gate, question: Question): Reply | undefined {
  const finding = gate.ask(question);
  const { hotfix } = question.facts;
  if (finding === undefined || finding.verdict === 'allowed' || hotfix === undefined) return finding;
  if (!skipsOf(question).includes(gate.name)) return finding;
  const guarded = gate.ask({ ...question, effects: question.effects.filter(isGuarded) });
  if (guarded !== undefined) return guarded;
  return {
    verdict: 'allowed',
    effects: finding.effects,
    words: `not asked of an urgent fix ("${hotfix}"): ${finding.words}`,
    whoCanGive: [],
  };
}

function skipsOf({ gates }: Question): readonly string[] {
  return gates.hotfix?.skips ?? [];
}
