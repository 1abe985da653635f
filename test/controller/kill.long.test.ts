import { temporaryFolder } from '../helpers/temporary-folder';
import { killAndRestart, phases } from './killed-controller';
import { chance } from './mutations';

test('of 250 kills, 25 in each phase, none loses and none doubles anything', async () => {
  const random = chance(3);
  const hits = new Map<string, number>();
  for (let index = 0; index < 250; index++) {
    const phase = phases[index % phases.length] ?? 'at-any-time';
    const found = await killAndRestart(temporaryFolder(), phase, random());
    if (found.wasHit) hits.set(phase, (hits.get(phase) ?? 0) + 1);

    expect(found.commits).toEqual([...new Set(found.commits)]);
    expect(found.commits).toEqual(expect.arrayContaining([...found.accepted]));
    expect(found.succeeded).toEqual(expect.arrayContaining([...found.accepted]));
    expect(found.ends).toEqual([...new Set(found.ends)]);
  }

  expect(hits).toEqual(new Map(phases.map((phase) => [phase, 25])));
}, 3_000_000);
