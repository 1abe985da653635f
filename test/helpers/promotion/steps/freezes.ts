import * as fc from 'fast-check';
import { parseDocument } from 'yaml';

import { textAt } from '../../a-hand-commit';
import { some, stepKind, type Who } from '../step';
import type { Table } from '../table';

const { who, where } = some;

/** An environment is frozen for some hours, at once or in a while; by a request, or by hand. */
export const freeze = stepKind(
  'freeze',
  1,
  fc.record({
    who,
    where,
    begins: fc.constantFrom(-1, 0, 1),
    hours: fc.integer({ min: 2, max: 5 }),
    isByHand: fc.boolean(),
  }),
  async ({ begins, hours, isByHand, ...step }, table) => {
    const [from, until] = [table.hoursOn(begins), table.hoursOn(begins + hours)];
    await write(table, step, isByHand, [...daily(step.where), { reason: 'a fair', from, until }]);
  },
);

/** A freeze ends before its time. */
export const thaw = stepKind('thaw', 1, fc.record({ who, where, isByHand: fc.boolean() }), async (step, table) => {
  await write(table, step, step.isByHand, daily(step.where));
});

/** What prod has had from the beginning. */
function daily(environment: string): readonly object[] {
  return environment === 'prod'
    ? [{ reason: 'peak hours', schedule: '0 17 * * *', duration: '4h', allowsManualSync: true }]
    : [];
}

async function write(
  table: Table,
  step: { readonly who: Who; readonly where: string },
  isByHand: boolean,
  freezes: readonly object[],
): Promise<void> {
  if (!isByHand) {
    await table.ask(step.who, { verb: 'set', fields: { environment: step.where, values: { freezes } } });
    return;
  }
  const path = `catalog/environments/${step.where}.yaml`;
  const before = textAt(table.remote, 'main', path);
  const document = parseDocument(before);
  document.set('freezes', freezes);
  const after = document.toString();
  if (after !== before) table.pushByHand({ [path]: after });
}
