import { deployingNothing } from '../../model/effect-kind';
import { replyOf } from '../gate';
import type { Gate, Question } from '../gate';
import { activeFreezes, endOfFreezes } from '../freeze-times';
import { instantWords } from '../words';

/** Nothing is deployed while an environment is frozen. */
export const freeze: Gate = {
  name: 'freeze',
  summary: `While a freeze of the environment lasts, nothing changes there. Recurring ones begin by their schedule, on the clock of
their time zone, as Argo CD's sync windows do: a freeze of 02:30 to 03:30 ends an hour early where clocks skip from 2 to 3, and
comes twice where they go back. One-off ones last from one instant to another. Changes of gates, people, freezes and holds are
let through, for they deploy nothing: they have approvals of their own, and a freeze that was a mistake can be ended.`,
  example: `freezes:
  - { reason: week-end, schedule: "0 12 * * fri", duration: 60h, timeZone: Europe/Berlin }
  - { reason: year-end closing, from: "2026-12-20T00:00:00+01:00", until: "2027-01-04T06:00:00+01:00" }
`,
  ask: (question) => {
    const effects = question.effects.filter(({ kind }) => !deployingNothing.has(kind));
    const freezes = question.catalog.environments.get(question.environment)?.freezes ?? [];
    const now = Date.parse(question.facts.now);
    const active = activeFreezes(freezes, now);
    if (effects.length === 0 || freezes.length === 0) return undefined;
    if (active.length === 0) return replyOf([{ verdict: 'allowed', effects, words: 'no freeze' }]);
    const possibleFrom = endOfFreezes(freezes, now);
    const end = possibleFrom === undefined ? 'it does not end by itself' : `until ${instantWords(possibleFrom)}`;
    const words = `frozen, ${end}: ${active.map(({ reason }) => reason).join(', ')}`;
    return replyOf([{ verdict: 'waiting', effects, words, whoCanGive: whoEnds(question), possibleFrom }]);
  },
};

function whoEnds({ catalog, environment }: Question): readonly string[] {
  return catalog.environments.get(environment)?.owners ?? [];
}
