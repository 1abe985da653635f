import * as fc from 'fast-check';

import { some, stepKind } from '../step';

const { who, where } = some;

/** Other pods, for good or for some hours; more than are allowed now and then, or none. */
export const scale = stepKind(
  'scale',
  2,
  fc.record({ who, where, replicas: fc.integer({ min: 0, max: 8 }), hours: some.hours }),
  async ({ replicas, hours, ...step }, table) => {
    const until = hours === undefined ? {} : { until: `${hours}h` };
    const fields = { service: 'web', environment: step.where, replicas, ...until };
    await table.ask(step.who, { verb: 'scale', fields });
  },
);

/** A scale that was for some hours ends now. */
export const back = stepKind('back', 1, fc.record({ who, where }), async (step, table) => {
  await table.ask(step.who, { verb: 'scale', fields: { service: 'web', environment: step.where, back: true } });
});
