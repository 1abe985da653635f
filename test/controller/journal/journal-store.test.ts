import { join } from 'node:path';

import { JournalStore, JournalUnavailable } from '../../../src/controller/journal/journal-store';
import { Operations } from '../../../src/controller/journal/operations';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { aController, call, promotion } from '../a-controller';
import { start } from '../killed-controller';

function aCall(runId: string): Parameters<Operations['accept']>[0] {
  return { verb: 'promote', runId, properties: { reason: 'x'.repeat(200) }, claimed: {} };
}

test('a second controller on the same journal is refused, in this process and in another one', async () => {
  const file = join(temporaryFolder(), 'journal.db');
  const { child } = await start({
    journal: file,
    commits: join(temporaryFolder(), 'commits'),
    portalUrl: 'http://127.0.0.1:1',
  });
  const opened = (): JournalStore => JournalStore.open({ file });

  expect(opened).toThrow(`the journal "${file}" is in use by another process`);

  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  const store = opened();
  expect(opened).toThrow('is in use by another process');
  store.close();
  opened().close();
});

test('what was written together is on the disk, for whoever opens it next', async () => {
  const file = join(temporaryFolder(), 'journal.db');
  const first = JournalStore.open({ file });
  const accepted = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => await new Operations(first).accept(aCall(`r_${index}`), 'd', 1)),
  );
  first.close();
  const second = JournalStore.open({ file });

  expect(new Set(accepted.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
  expect(new Operations(second).due(1, 100).map(({ call: { runId } }) => runId)).toEqual(
    Array.from({ length: 50 }, (_, index) => `r_${index}`),
  );
  second.close();
});

test('when nothing more can be written, nothing is accepted, and nothing that was accepted is lost', async () => {
  const store = JournalStore.open({ file: join(temporaryFolder(), 'journal.db'), mostPages: 40 });
  const operations = new Operations(store);
  let accepted = 0;
  let refusal: unknown;
  while (refusal === undefined) {
    try {
      await operations.accept(aCall(`r_${accepted}`), 'd', 1);
      accepted += 1;
    } catch (error) {
      refusal = error;
    }
  }

  expect(refusal).toBeInstanceOf(JournalUnavailable);
  expect(operations.count('accepted')).toBe(accepted);
  expect(operations.countAccepted()).toBe(accepted);
  expect(store.isWritable(1000)).toBe(false);
  await store.write(() => store.run('DELETE FROM operations'));
  expect(store.isWritable(3000)).toBe(true);
  expect(await operations.accept(aCall('r_again'), 'd', 1)).toMatchObject({ kind: 'accepted' });
  store.close();
});

test('a full journal answers 503, and is not ready; the process lives on', async () => {
  const controller = await aController({
    journal: { file: join(temporaryFolder(), 'journal.db'), mostPages: 60 },
    mostWaiting: 1e6,
  });
  const { door } = controller;
  door.decide = () => ({ state: 'refused', words: 'no', effects: [] });
  const statuses: number[] = [];
  const retries: (string | null)[] = [];
  for (let index = 0; !statuses.includes(503); index++) {
    const answer = await call(controller, '/webhooks/promote', promotion(`r_${index}`, { reason: 'x'.repeat(250) }));
    statuses.push(answer.status);
    retries.push(answer.headers.get('retry-after'));
  }
  const ready = await fetch(`${controller.url}/ready`);

  expect(new Set(statuses)).toEqual(new Set([202, 503]));
  expect(retries.at(-1)).toBe('10');
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ reason: 'the journal cannot be written' });
  expect((await fetch(`${controller.url}/health`)).status).toBe(200);
});
