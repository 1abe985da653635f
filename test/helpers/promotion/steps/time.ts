import * as fc from 'fast-check';

import { headOf } from '../../a-remote';
import { clock } from '../../a-delivery';
import { some, stepKind } from '../step';

const { who } = some;

/** Hours pass. */
export const wait = stepKind('wait', 2, fc.record({ hours: fc.constantFrom(1, 2, 5, 9, 26) }), async (step, table) => {
  table.pass(step.hours * 3_600);
  await Promise.resolve();
});

/** Somebody does what is due. */
export const tick = stepKind('tick', 3, fc.record({ who }), async (step, table) => {
  await table.tick(step.who);
});

/** Somebody commits something elsewhere: what waits is what it was, with the approvals that it had. */
export const foreign = stepKind('foreign', 2, fc.record({ isByHand: fc.boolean() }), async (step, table) => {
  const { delivery } = table.desk('dev');
  const before = await delivery.waiting();
  if (step.isByHand) table.pushByHand({ 'README.md': `${clock.now}\n` });
  else
    await table.ask('dev', {
      verb: 'bump',
      fields: { service: 'api', environment: 'dev', version: `v3.0.${table.now / 1_000}` },
    });
  const after = new Map((await delivery.waiting()).map((one) => [one.proposal.runId, JSON.stringify(one.outcome)]));
  for (const { proposal, outcome } of before)
    if (after.get(proposal.runId) !== JSON.stringify(outcome))
      table.broken.push(`${proposal.runId} is another one after a commit elsewhere`);
});

/** The controller sees how what runs is. */
export const observe = stepKind(
  'observe',
  2,
  fc.record({ where: fc.constantFrom('dev', 'staging', 'prod', 'prod'), isHealthy: some.mostly }),
  async (step, table) => {
    await table.desk('controller').delivery.observe([
      {
        service: 'web',
        environment: step.where,
        verdict: step.isHealthy ? 'healthy' : 'bad',
        head: headOf(table.remote),
        observedAt: clock.now,
      },
    ]);
  },
);
