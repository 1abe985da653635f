import { expectNothingLost, killInPhases } from './kill-in-phase';

test('of 40 kills over journal, import, push and report none loses and none doubles anything, and each phase is hit', async () => {
  const after = await killInPhases(40, 2);

  process.stdout.write(`kills by phase: ${JSON.stringify(after.histogram)}\n`);
  expectNothingLost(after, 2);
}, 1_800_000);
