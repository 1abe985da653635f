import { expectNothingLost, killInPhases } from './kill-in-phase';

/** One in each phase: `npm run test:slow` kills more, and `npm run test:long` 500. */
test('a controller that is killed while it writes its journal, imports, pushes or reports loses nothing, and doubles nothing', async () => {
  const after = await killInPhases(4, 1);

  expect(after.asked.length).toBeGreaterThan(0);
  expectNothingLost(after, 0);
}, 300_000);
