import type { Effect } from '../../effects/effect';
import { hasForm, ticketPatternOf, ticketOfForm, wordsOfForm } from '../../model/ticket-form';
import { replyOf } from '../gate';
import type { Gate, Look, Question } from '../gate';
import { isGuarded } from '../guarded';

/** A change ticket is named. */
export const ticket: Gate = {
  name: 'ticket',
  summary: `A change names a ticket: a prefix and digits, or what has the form of \`pattern\`, where one \`#\` stands for digits, several for
exactly as many, and every other sign for itself. Where the platform names a ticket system (\`tickets\`), the system has to say that
it is approved: one that did not answer counts as missing, and one that it refuses refuses. An urgent fix needs the ticket of
\`hotfix\`, where that names one for this kind of effect.`,
  example: `ticket: { prefix: CHG-, kinds: [release, scale] } # or { pattern: 'PROJ-A-#' }, or { pattern: 'CHG-#######' }
`,
  ask: (question) => {
    const effectsByForm = new Map<string, Effect[]>();
    for (const effect of question.effects) {
      const form = formFor(effect, question);
      if (form !== undefined) effectsByForm.set(form, [...(effectsByForm.get(form) ?? []), effect]);
    }
    return replyOf([...effectsByForm].map(([form, effects]) => ({ effects, ...lookAt(form, question) })));
  },
};

function formFor(effect: Effect, { gates, facts }: Question): string | undefined {
  const isUrgent = facts.hotfix !== undefined && !isGuarded(effect);
  const wanted = [...(isUrgent ? [gates.hotfix?.ticket] : []), gates.ticket];
  const gate = wanted.find((one) => one !== undefined && (one.kinds === undefined || one.kinds.includes(effect.kind)));
  return gate === undefined ? undefined : ticketPatternOf(gate);
}

function lookAt(form: string, { catalog, facts }: Question): Omit<Look, 'effects'> {
  if (facts.ticket === undefined)
    return { verdict: 'waiting', words: `needs a ticket such as ${ticketOfForm(form)}, and names none` };
  const { ticket: name, state, detail } = facts.ticket;
  if (!hasForm(name, form)) {
    return { verdict: 'refused', words: `"${name}" is no ticket: it has to be ${wordsOfForm(form)}` };
  }
  const said = detail === undefined ? '' : `: ${detail}`;
  if (state === 'refused') return { verdict: 'refused', words: `the ticket system refuses ${name}${said}` };
  if (state === 'approved' || catalog.platform.tickets === undefined) {
    return { verdict: 'allowed', words: `names ${name}${said}` };
  }
  return { verdict: 'waiting', words: `nobody knows whether ${name} is approved${said}; it is asked for again` };
}
