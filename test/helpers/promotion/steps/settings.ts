import * as fc from 'fast-check';

import { some, stepKind } from '../step';

const { who } = some;

/** A setting of a service, in one environment or in all of them. */
export const set = stepKind(
  'set',
  1,
  fc.record({
    who,
    where: fc.constantFrom('staging', 'prod', undefined),
    seconds: fc.integer({ min: 31, max: 60 }),
  }),
  async ({ where, seconds, ...step }, table) => {
    const place = where === undefined ? {} : { environment: where };
    const fields = { service: 'web', ...place, values: { terminationGracePeriodSeconds: seconds } };
    await table.ask(step.who, { verb: 'set', fields });
  },
);

/** How long approvals count in prod: what was agreed to by another rule has to be agreed to again. */
export const rule = stepKind(
  'rule',
  1,
  fc.record({ who, life: fc.constantFrom('4h', '8h') }),
  async ({ life, ...step }, table) => {
    const fields = { environment: 'prod', values: { 'gates.approvalLife': life } };
    await table.ask(step.who, { verb: 'set', fields });
  },
);
