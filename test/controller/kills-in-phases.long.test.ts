import { howMany } from '../helpers/how-many';
import { expectNothingLost, killInPhases } from './kill-in-phase';

/** Fewer of them: `KILLS=100 npm run test:long -- kills-in-phases`. */
const kills = howMany('KILLS', 500);

test('of 500 kills over journal, import, push and report none loses and none doubles anything, and each phase is hit', async () => {
  const after = await killInPhases(kills, 3);

  process.stdout.write(`kills by phase: ${JSON.stringify(after.histogram)}; ${after.asked.length} runs\n`);
  expectNothingLost(after, kills / 10);
}, 10_800_000);
