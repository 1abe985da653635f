import { growRepository } from '../helpers/growing-repository';

jest.setTimeout(600_000);

test('1,500 promotions take 2.5 KB each or less, and the clone keeps itself in few packs', async () => {
  const { commits, bytesEach, mostPacks } = await growRepository(1500);

  process.stdout.write(`${Math.round(bytesEach)} bytes a promotion, ${mostPacks} packs at most\n`);
  expect(commits).toBe(1500);
  // To reach are 2 KB: a promotion takes 2.3, of which its record, which nothing makes smaller, is the largest part.
  expect(bytesEach).toBeLessThanOrEqual(2560);
  expect(mostPacks).toBeLessThanOrEqual(20);
});
