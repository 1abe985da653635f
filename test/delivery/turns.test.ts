import { Turns } from '../../src/delivery/turns';

/** Writers whose every attempt takes 100 ms, and what they have waited. */
function aWriter(random: number): { readonly turns: Turns; readonly waited: number[] } {
  const waited: number[] = [];
  return {
    turns: new Turns(
      () => random,
      async (time) => void waited.push(await Promise.resolve(time)),
    ),
    waited,
  };
}

test('who is alone never waits', async () => {
  const { turns, waited } = aWriter(1);

  for (let times = 0; times < 5; times++) {
    await turns.wait();
    turns.won(100);
  }

  expect(waited).toEqual([]);
});

test('who loses waits longer each time, by chance, and never so long that it meets no gap', async () => {
  const { turns, waited } = aWriter(0.5);

  for (let times = 0; times < 5; times++) {
    turns.lost(100);
    await turns.wait();
  }

  expect(waited).toEqual([50, 100, 200, 400, 400]);
});

test('who wins among others lets them go first for a while, and does not wait any more when they have gone', async () => {
  const { turns, waited } = aWriter(1);

  turns.met();
  for (let times = 0; times < 6; times++) {
    turns.won(100);
    await turns.wait();
  }

  expect(waited.map(Math.round)).toEqual([100, 80, 64, 51, 41]);
  expect(turns.isShared).toBe(false);
});
