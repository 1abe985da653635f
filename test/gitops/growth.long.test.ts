import { growRepository } from '../helpers/growing-repository';
import { howMany } from '../helpers/how-many';

jest.setTimeout(3 * 3_600_000);

/** Fewer of them: `PROMOTIONS=10000 npm run test:long -- growth`. */
const promotions = howMany('PROMOTIONS', 100_000);

test('100,000 promotions take 2.5 KB each or less, the clone keeps itself in few packs, and a push takes as long as before', async () => {
  const { commits, bytesEach, mostPacks, pushMilliseconds } = await growRepository(promotions);

  const { first, last } = pushMilliseconds;
  process.stdout.write(
    `${Math.round(bytesEach)} bytes a promotion, ${mostPacks} packs at most, a push took ${Math.round(first)} ms and ${Math.round(last)} ms\n`,
  );
  expect(commits).toBe(promotions);
  expect(bytesEach).toBeLessThanOrEqual(2560);
  expect(mostPacks).toBeLessThanOrEqual(20);
  // To reach is a fifth; a machine that does something else is that much slower by itself.
  expect(last).toBeLessThanOrEqual(first * 2);
});
