import { growRepository } from '../helpers/growing-repository';
import { howMany } from '../helpers/how-many';

jest.setTimeout(3 * 3_600_000);

/** Fewer of them: `PROMOTIONS=10000 npm run test:long -- growth`. */
const promotions = howMany('PROMOTIONS', 100_000);

test('100,000 promotions take 2 KB each or less, the clone keeps itself in few packs, and a push takes as long as before', async () => {
  const { commits, each, mostPacks, pushMilliseconds } = await growRepository(promotions);

  const { first, last } = pushMilliseconds;
  process.stdout.write(
    `${Math.round(each.pack)} bytes a promotion and ${Math.round(each.index)} of an index, ${mostPacks} packs at most, a push took ${Math.round(first)} ms and ${Math.round(last)} ms\n`,
  );
  expect(commits).toBe(promotions);
  // This is what is promised, and it is not reached among 1,000 services: 2,817 bytes were measured at 500 promotions and 3,108 at 1,500,
  // before deltas of folders became shorter, which saves 170. Each push stores the folders of all services and of the month once as a
  // whole, however many changes it has; a release of 200 services takes 1,974 (growth.slow.test.ts).
  expect(each.pack).toBeLessThanOrEqual(2048);
  expect(mostPacks).toBeLessThanOrEqual(20);
  // To reach is a fifth; a machine that does something else is that much slower by itself.
  expect(last).toBeLessThanOrEqual(first * 2);
});
