import { join } from 'node:path';

import { JournalStore } from '../../src/controller/journal/journal-store';
import { Operations } from '../../src/controller/journal/operations';
import { Reports } from '../../src/controller/journal/reports';
import { Metrics } from '../../src/controller/metrics';
import { PushRate } from '../../src/controller/push-rate';
import { Worker } from '../../src/controller/worker';
import { temporaryFolder } from '../helpers/temporary-folder';
import { committed, DoorDouble } from './door-double';

const minute = 60_000;

test('after a pause a push goes at once, and so do two more; then there is one every ten seconds', () => {
  const rate = new PushRate({ perMinute: 6, burst: 3 });
  const pushedAt: number[] = [];
  let now = 1_000_000;
  for (let push = 0; push < 6; push++) {
    now = rate.nextAt(now);
    rate.spend(1, now);
    pushedAt.push(now - 1_000_000);
  }

  expect(pushedAt).toEqual([0, 0, 0, 10_000, 20_000, 30_000]);
  expect(rate.nextAt(now + 10 * minute)).toBe(now + 10 * minute);
});

test('what was pushed more than there was is waited for, and a clock that is set back changes nothing', () => {
  const rate = new PushRate({ perMinute: 6, burst: 3 });
  rate.spend(5, 1_000_000);

  expect(rate.nextAt(1_000_000)).toBe(1_000_000 + 30_000);
  expect(rate.nextAt(900_000)).toBe(900_000 + 30_000);
  expect(rate.nextAt(900_000 + 30_000)).toBe(900_000 + 30_000);
});

test('600 requests a minute for ten minutes are 60 pushes or less, none of which any request waits long for', async () => {
  const start = Date.parse('2026-12-01T10:00:00Z');
  const world = await aWorld(start, 6000, 100);

  // What ten minutes bring is done, and so is what they leave.
  while (world.doneAt.size < 6000) {
    await world.step();
    world.now += 100;
    if (world.now > start + 20 * minute) throw new Error('they are never done');
  }

  const waits = [...world.doneAt].map(([runId, at]) => at - world.askedAt(runId)).sort((one, other) => one - other);
  const pushesIn = (from: number, to: number): number => world.pushes.filter((at) => at >= from && at < to).length;
  expect(waits).toHaveLength(6000);
  expect(world.door.batches.flat()).toEqual(Array.from({ length: 6000 }, (_, index) => `r_${index}`));
  expect(world.pushes[0]).toBeLessThanOrEqual(start + 1000);
  expect(waits[Math.floor(6000 * 0.95)]).toBeLessThanOrEqual(15_000);
  // Three may go at once after a pause, and six each minute.
  expect(pushesIn(start, start + 10 * minute)).toBeLessThanOrEqual(60 + 3);
  expect(pushesIn(start + minute, start + 10 * minute)).toBeLessThanOrEqual(54);
});

test('without a rate every step of the worker is a push', async () => {
  const start = Date.parse('2026-12-01T10:00:00Z');
  const world = await aWorld(start, 30, 1000, false);

  for (; world.doneAt.size < 30; world.now += 1000) await world.step();

  expect(world.pushes).toHaveLength(30);
});

interface World {
  now: number;
  readonly door: DoorDouble;
  /** When the door was asked for something that it committed. */
  readonly pushes: readonly number[];
  readonly doneAt: ReadonlyMap<string, number>;
  readonly askedAt: (runId: string) => number;
  readonly step: () => Promise<void>;
}

/** A worker whose journal has requests that come one after the other, by a clock that a test moves. */
async function aWorld(start: number, requests: number, everyMilliseconds: number, hasRate = true): Promise<World> {
  const store = JournalStore.open({ file: join(temporaryFolder(), 'journal.db') });
  stores.push(store);
  const operations = new Operations(store);
  const door = new DoorDouble();
  const [pushes, doneAt]: [number[], Map<string, number>] = [[], new Map()];
  const askedAt = (runId: string): number => start + Number(runId.slice(2)) * everyMilliseconds;
  const worker = new Worker({
    store,
    operations,
    reports: new Reports(store),
    door,
    people: async () =>
      await Promise.resolve({ asker: { name: 'dev', proof: 'portal' }, alsoInvolved: [], portalApprovers: [] }),
    blueprint: undefined,
    hasArgoCd: false,
    now: () => world.now,
    random: () => 0,
    log: () => undefined,
    metrics: new Metrics(),
    wakeReporter: () => undefined,
    pushRate: hasRate ? new PushRate({ perMinute: 6, burst: 3 }) : undefined,
  });
  const world = {
    now: start,
    door,
    pushes,
    doneAt,
    askedAt,
    step: async () => {
      const before = door.batches.length;
      await worker.step();
      if (door.batches.length > before) pushes.push(world.now);
      for (const runId of door.batches.slice(before).flat()) doneAt.set(runId, world.now);
    },
  };
  door.decide = ({ request }) => committed(request.runId);
  await Promise.all(
    Array.from({ length: requests }, async (_, index) => {
      const runId = `r_${index}`;
      const entity = { identifier: 'web-dev' };
      const call = { verb: 'scale' as const, runId, entity, properties: { replicas: 3 }, claimed: {} };
      await operations.accept(call, runId, askedAt(runId));
    }),
  );
  return world;
}

const stores: JournalStore[] = [];

afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});
