import * as z from 'zod';

import { Hold } from '../../model/hold';
import { defineVerb } from '../define-verb';
import { Until, untilInstant } from '../fields';
import { checkHeld, HeldFields, heldInWords, heldOf, heldProblems, holdBy, reasonProblems } from '../held';
import { refuseAll } from '../request-problem';
import { editOf, settle } from '../settle';
import { subjectOf } from '../subject';

const Fields = z.strictObject({
  ...HeldFields,
  until: Until.optional().describe(
    'When it ends by itself: an instant such as "2026-12-24T18:00:00+01:00", or a span such as "4h". Default: when somebody resumes it.',
  ),
  releases: Hold.shape.releases,
});

/** Nobody releases there until it is resumed. Why is the reason of the request. */
export const hold = defineVerb({
  name: 'hold',
  summary: 'holds releases back until somebody resumes them',
  fields: Fields,
  names: { service: 'service', environment: 'environment', team: 'team' },
  examples: [
    {
      title: 'One release of a service.',
      fields: { service: 'payment-service', environment: 'production', releases: ['v1.3.0'] },
    },
    { title: 'A whole environment for four hours.', fields: { environment: 'production', until: '4h' } },
    { title: 'Everything of a team.', fields: { team: 'blog-team' } },
  ],
  contradictions: checkHeld,
  plan: (fields, known) => {
    const until = untilInstant(fields.until, known.now);
    refuseAll([...heldProblems(fields, known.catalog), ...until.problems, ...reasonProblems(known)]);
    const edits = heldOf(fields, known.catalog).map(({ document, path, hold: before }) => {
      const after = holdBy(known, before, { until: until.instant, releases: fields.releases });
      return [document, settle(path, before, after)] as const;
    });
    return { edit: editOf(edits), subject: subjectOf('hold', heldInWords(fields, known.catalog)), notes: [] };
  },
});
