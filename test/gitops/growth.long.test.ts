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
  expect(each.pack).toBeLessThanOrEqual(2048);
  expect(mostPacks).toBeLessThanOrEqual(20);
  // To reach is a fifth; a machine that does something else is that much slower by itself.
  expect(last).toBeLessThanOrEqual(first * 2);
});
