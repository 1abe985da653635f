import { join } from 'node:path';

import { JournalStore } from '../../../src/controller/journal/journal-store';
import { Operations, operationId } from '../../../src/controller/journal/operations';
import { temporaryFolder } from '../../helpers/temporary-folder';

function aCall(runId: string): Parameters<Operations['accept']>[0] {
  return { verb: 'promote', runId, properties: {}, claimed: {} };
}

/** Does something with a journal of its own. */
async function withJournal(step: (operations: Operations, store: JournalStore) => Promise<void>): Promise<void> {
  const store = JournalStore.open({ file: join(temporaryFolder(), 'journal.db') });
  await step(new Operations(store), store);
  store.close();
}

test('a run is accepted once, is known with the same text, and is a conflict with another one', async () => {
  await withJournal(async (operations) => {
    const [first, again, other] = await Promise.all([
      operations.accept(aCall('r_1'), 'one', 1),
      operations.accept(aCall('r_1'), 'one', 2),
      operations.accept(aCall('r_1'), 'two', 3),
    ]);

    expect([first, again, other]).toEqual([
      { kind: 'accepted', id: operationId('r_1'), state: 'accepted' },
      { kind: 'known', id: operationId('r_1'), state: 'accepted' },
      { kind: 'conflict' },
    ]);
    expect(operations.due(10, 10)).toMatchObject([{ acceptedAt: 1, call: { runId: 'r_1' } }]);
  });
});

test('an outcome is told once, and again when it is another one', async () => {
  await withJournal(async (operations, store) => {
    await operations.accept(aCall('r_1'), 'one', 1);
    const settled = async (state: 'waiting' | 'done', words: string): Promise<boolean> =>
      await store.write(() =>
        operations.settle('r_1', state, { state: state === 'done' ? 'committed' : 'waiting', words }),
      );

    expect(await settled('waiting', 'two people are missing')).toBe(true);
    await store.write(() => operations.askAgain(2));
    expect(operations.find('r_1')?.state).toBe('accepted');
    expect(await settled('waiting', 'two people are missing')).toBe(false);
    expect(operations.find('r_1')?.state).toBe('waiting');
    expect(await settled('waiting', 'one is missing')).toBe(true);
    expect(await settled('done', 'committed')).toBe(true);
    expect(operations.find('r_1')?.state).toBe('done');
  });
});

test('the outcome of a run that the journal does not know is told', async () => {
  await withJournal(async (operations, store) => {
    const isNew = await store.write(() => operations.settle('r_1', 'done', { state: 'committed', words: '' }));

    expect(isNew).toBe(true);
  });
});

test('what was done long ago is forgotten, and what waits is not', async () => {
  await withJournal(async (operations, store) => {
    for (const [runId, at] of [
      ['old', 1],
      ['waits', 1],
      ['new', 100],
    ] as const) {
      await operations.accept(aCall(runId), 'one', at);
      const [state, outcome] = runId === 'waits' ? (['waiting', 'waiting'] as const) : (['done', 'committed'] as const);
      await store.write(() => operations.settle(runId, state, { state: outcome, words: '' }));
    }

    expect(await store.write(() => operations.forget(50))).toBe(1);
    expect(['old', 'waits', 'new'].map((runId) => operations.find(runId)?.state)).toEqual([
      undefined,
      'waiting',
      'done',
    ]);
  });
});
