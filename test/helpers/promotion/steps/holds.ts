import * as fc from 'fast-check';

import { some, stepKind } from '../step';
import { versionOf } from '../table';

const { who, version, hours } = some;
const what = fc.constantFrom('service' as const, 'environment' as const, 'team' as const);
const where = fc.constantFrom('staging' as const, 'prod' as const);

type What = 'service' | 'environment' | 'team';

/** Nobody releases there, until somebody resumes it or for some hours; one release, or every one. */
export const hold = stepKind(
  'hold',
  1,
  fc.record({ who, what, where, hours, version: fc.option(version, { nil: undefined }) }),
  async (step, table) => {
    const fields = {
      ...heldOf(step),
      ...(step.hours !== undefined && { until: `${step.hours}h` }),
      ...(step.version !== undefined && { releases: [versionOf(step.version).version] }),
    };
    await table.ask(step.who, { verb: 'hold', fields, reason: 'data is moved' });
  },
);

/** Releases go on. */
export const resume = stepKind('resume', 3, fc.record({ who, what, where }), async (step, table) => {
  await table.ask(step.who, { verb: 'resume', fields: heldOf(step) });
});

function heldOf(step: { readonly what: What; readonly where: string }): Readonly<Record<string, string>> {
  if (step.what === 'team') return { team: 'web-team' };
  return { environment: step.where, ...(step.what === 'service' && { service: 'web' }) };
}
