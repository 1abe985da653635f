import * as fc from 'fast-check';

import { some, stepKind } from '../step';
import { versionOf } from '../table';

const { who, version } = some;

/** A service is new: nowhere yet, where releases begin, or at once in prod, which nobody may. */
export const create = stepKind(
  'create',
  1,
  fc.record({ who, where: fc.constantFrom('dev', 'dev', 'prod', undefined), version }),
  async ({ where, ...step }, table) => {
    const release = where === undefined ? {} : { environment: where, ...versionOf(step.version) };
    await table.ask(step.who, { verb: 'create', fields: { name: 'extra', team: 'web-team', ...release } });
  },
);

/** A service ends, somewhere or everywhere. */
export const retire = stepKind(
  'retire',
  1,
  fc.record({
    who,
    service: fc.constantFrom('extra', 'extra', 'web'),
    where: fc.constantFrom('dev', 'staging', 'prod', undefined),
  }),
  async ({ service, where, ...step }, table) => {
    const place = where === undefined ? {} : { environment: where };
    await table.ask(step.who, { verb: 'retire', fields: { service, ...place } });
  },
);

/** A service that has ended begins again where it was. */
export const revive = stepKind(
  'revive',
  1,
  fc.record({ who, where: fc.constantFrom('dev', 'staging', 'prod', undefined) }),
  async ({ where, ...step }, table) => {
    const place = where === undefined ? {} : { environment: where };
    await table.ask(step.who, { verb: 'set', fields: { service: 'web', ...place, values: { retired: null } } });
  },
);
