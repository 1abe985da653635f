import * as z from 'zod';

import { defineVerb } from '../define-verb';
import { checkHeld, HeldFields, heldInWords, heldOf, heldProblems } from '../held';
import { refuseAll } from '../request-problem';
import { editOf } from '../settle';
import { subjectOf } from '../subject';

const Fields = z.strictObject({
  ...HeldFields,
  onlyDue: z.boolean().default(false).describe('Whether only a hold ends whose end has come.'),
});

/** Ends a hold. */
export const resume = defineVerb({
  name: 'resume',
  summary: 'ends a hold',
  fields: Fields,
  names: { service: 'service', environment: 'environment', team: 'team' },
  examples: [
    { title: 'A service may be released again.', fields: { service: 'payment-service', environment: 'production' } },
    { title: 'A whole environment.', fields: { environment: 'production' } },
  ],
  contradictions: checkHeld,
  plan: (fields, { catalog, now }) => {
    refuseAll([...heldProblems(fields, catalog)]);
    const held = heldOf(fields, catalog);
    const ended = held.filter(({ hold }) => {
      if (hold === undefined || !fields.onlyDue) return hold !== undefined;
      return hold.until !== undefined && Date.parse(hold.until) <= Date.parse(now);
    });
    const words = heldInWords(fields, catalog);
    return {
      edit: editOf(ended.map(({ document, path }) => [document, [{ kind: 'remove', path }]] as const)),
      subject: subjectOf('resume', words),
      notes: ended.length > 0 ? [] : [`nothing holds ${words} itself${fields.onlyDue ? ' whose end has come' : ''}`],
    };
  },
});
