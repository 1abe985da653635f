import * as fc from 'fast-check';

import { some, stepKind } from '../step';
import { versionOf, type Wish } from '../table';

const bumpTo = (service: string, environment: string, version: number): Wish => ({
  verb: 'bump',
  fields: { service, environment, ...versionOf(version) },
});

const { who, version, service } = some;

/** A new image in dev. */
export const bump = stepKind('bump', 3, fc.record({ who, service, version }), async (step, table) => {
  await table.ask(step.who, bumpTo(step.service, 'dev', step.version));
});

/** An image goes on. */
export const promote = stepKind(
  'promote',
  6,
  fc.record({
    who,
    service,
    to: fc.constantFrom('staging', 'prod'),
    version: fc.option(version, { nil: undefined }),
    hasTicket: some.mostly,
  }),
  async ({ hasTicket, ...step }, table) => {
    const release = step.version === undefined ? {} : { release: versionOf(step.version).version };
    const fields = { service: step.service, to: step.to, ...release };
    await table.ask(step.who, { verb: 'promote', fields, ...(hasTicket && { ticket: 'CHG-1' }) });
  },
);

/** An image goes where none was, because it is urgent. */
export const hotfix = stepKind(
  'hotfix',
  2,
  fc.record({
    who,
    to: fc.constantFrom('staging', 'prod', 'prod'),
    version: fc.integer({ min: 3, max: 4 }),
    ticket: fc.constantFrom('INC-1', 'INC-2', 'CHG-1', undefined),
  }),
  async ({ ticket, ...step }, table) => {
    const wish = { ...bumpTo('web', step.to, step.version), hotfix: 'nobody can log in' };
    await table.ask(step.who, { ...wish, ...(ticket !== undefined && { ticket }) });
  },
);

/** Back to what ran before. */
export const rollback = stepKind(
  'rollback',
  4,
  fc.record({
    who,
    where: some.where,
    version: fc.option(version, { nil: undefined }),
    holds: fc.constantFrom('every', 'this'),
    hours: some.hours,
    hasTicket: some.mostly,
  }),
  async ({ hasTicket, hours, holds, where, ...step }, table) => {
    const fields = {
      service: 'web',
      environment: where,
      holds,
      ...(step.version !== undefined && { release: versionOf(step.version).version }),
      ...(hours !== undefined && { until: `${hours}h` }),
    };
    const ticket = hasTicket ? { ticket: 'CHG-2' } : {};
    await table.ask(step.who, { verb: 'rollback', fields, reason: 'nobody can pay', ...ticket });
  },
);

/** Three ask at the same time, two of them for the same. */
export const race = stepKind('race', 1, fc.record({ version }), async (step, table) => {
  const [first, second] = [step.version, step.version + 1].map((one) => table.named(bumpTo('web', 'dev', one)));
  if (first === undefined || second === undefined) throw new Error('a race needs two');
  table.hear(
    await Promise.all([
      table.desk('dev').ask(first),
      table.desk('sre-one').ask(second),
      table.desk('sre-two').ask(first),
    ]),
  );
});

/** Somebody asks once more for what was asked for last. */
export const again = stepKind('again', 1, fc.record({ who }), async (step, table) => {
  await table.askAgain(step.who);
});
