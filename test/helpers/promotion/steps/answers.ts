import * as fc from 'fast-check';

import { Refusal } from '../../../../src/model/refusal';
import { waitingIn } from '../history';
import { some, stepKind } from '../step';
import type { Table } from '../table';

const { who, which } = some;
const isYes = fc.integer({ min: 0, max: 7 }).map((one) => one > 0);

/** Somebody agrees, or not. */
export const answer = stepKind('answer', 8, fc.record({ who, isYes, which }), async (step, table) => {
  await table.about(step.which, async (runId) => [
    await table.desk(step.who).delivery.answer(runId, { answer: step.isYes ? 'approve' : 'reject' }),
  ]);
});

/** Both SREs answer at the same time. */
export const both = stepKind('both', 2, fc.record({ isYes, which }), async (step, table) => {
  await table.about(step.which, async (runId) => {
    const ask = async (name: 'sre-one' | 'sre-two', isYesToo: boolean): Promise<Heard> =>
      await table.desk(name).delivery.answer(runId, { answer: isYesToo ? 'approve' : 'reject' });
    return heardOf(await Promise.allSettled([ask('sre-one', step.isYes), ask('sre-two', true)]));
  });
});

/** Somebody takes back what waits. */
export const withdraw = stepKind('withdraw', 1, fc.record({ who, which }), async (step, table) => {
  await takeBack(step, table, async () => []);
});

/** Somebody takes back what somebody else agrees to in the same moment. */
export const withdrawnMeanwhile = stepKind('withdrawn meanwhile', 1, fc.record({ who, which }), async (step, table) => {
  await takeBack(step, table, async (runId) => [
    await table.desk('sre-two').delivery.answer(runId, { answer: 'approve' }),
  ]);
});

type Heard = Awaited<ReturnType<ReturnType<Table['desk']>['delivery']['answer']>>;

async function takeBack(
  step: { readonly who: Parameters<Table['desk']>[0]; readonly which: number },
  table: Table,
  meanwhile: (runId: string) => Promise<readonly Heard[]>,
): Promise<void> {
  await table.about(step.which, async (runId) => {
    const asked = waitingIn(table.remote).get(runId) ?? '';
    const [back, answered] = await Promise.allSettled([
      table.desk(step.who).delivery.withdraw(runId),
      meanwhile(runId),
    ]);
    if (back.status === 'fulfilled') {
      table.takenBack.add(asked);
      table.count('withdraw');
    }
    return heardOf([answered]).flat();
  });
}

/** What was not refused: one that is gone is nobody's to answer. */
function heardOf<Outcome>(settled: readonly PromiseSettledResult<Outcome>[]): readonly Outcome[] {
  return settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [one.value];
    if (one.reason instanceof Refusal) return [];
    throw one.reason;
  });
}
