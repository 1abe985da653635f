import type { Effect } from '../../effects/effect';
import { replyOf } from '../gate';
import type { Gate, Look, Question } from '../gate';
import { isGuarded } from '../guarded';

/** A change ticket is named. */
export const ticket: Gate = {
  name: 'ticket',
  summary: `A change names a ticket: the prefix, and digits. Where the platform names a ticket system (\`tickets\`), the system has to
say that it is approved: one that did not answer counts as missing, and one that it refuses refuses. An urgent fix needs the ticket
of \`hotfix\`, where that names one for this kind of effect.`,
  example: `ticket: { prefix: CHG-, kinds: [release, scale] }
`,
  ask: (question) => {
    const effectsByPrefix = new Map<string, Effect[]>();
    for (const effect of question.effects) {
      const prefix = prefixFor(effect, question);
      if (prefix !== undefined) effectsByPrefix.set(prefix, [...(effectsByPrefix.get(prefix) ?? []), effect]);
    }
    return replyOf([...effectsByPrefix].map(([prefix, effects]) => ({ effects, ...lookAt(prefix, question) })));
  },
};

function prefixFor(effect: Effect, { gates, facts }: Question): string | undefined {
  const isUrgent = facts.hotfix !== undefined && !isGuarded(effect);
  const wanted = [...(isUrgent ? [gates.hotfix?.ticket] : []), gates.ticket];
  return wanted.find((one) => one !== undefined && (one.kinds === undefined || one.kinds.includes(effect.kind)))
    ?.prefix;
}

function lookAt(prefix: string, { catalog, facts }: Question): Omit<Look, 'effects'> {
  if (facts.ticket === undefined)
    return { verdict: 'waiting', words: `needs a ticket such as ${prefix}12345, and names none` };
  const { ticket: name, state, detail } = facts.ticket;
  const digits = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  if (!/^[0-9]{1,20}$/.test(digits)) {
    return { verdict: 'refused', words: `"${name}" is no ticket: it has to be ${prefix} and digits` };
  }
  const said = detail === undefined ? '' : `: ${detail}`;
  if (state === 'refused') return { verdict: 'refused', words: `the ticket system refuses ${name}${said}` };
  if (state === 'approved' || catalog.platform.tickets === undefined) {
    return { verdict: 'allowed', words: `names ${name}${said}` };
  }
  return { verdict: 'waiting', words: `nobody knows whether ${name} is approved${said}; it is asked for again` };
}
