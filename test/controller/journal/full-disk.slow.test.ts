import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../../helpers/temporary-folder';
import { aController, call, promotion, until } from '../a-controller';

/** Runs where somebody may mount a file system of two megabytes. */
const mayMount =
  spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs -o size=1m none "$d" && umount "$d"']).status === 0;
const onSmallDisk = mayMount ? describe : describe.skip;

onSmallDisk('a disk of two megabytes', () => {
  test('a disk that is full is survived: 503, not ready, and again 202 when there is room', async () => {
    const folder = join(temporaryFolder(), 'disk');
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', folder]);
    try {
      const controller = await aController({ journal: { file: join(folder, 'journal.db') } });
      const status = async (runId: string): Promise<number> =>
        (await call(controller, '/webhooks/promote', promotion(runId))).status;
      const isReady = async (): Promise<boolean> => (await fetch(`${controller.url}/ready`)).status === 200;
      const becomes = async (wanted: boolean): Promise<void> => {
        while ((await isReady()) !== wanted) await new Promise((resolve) => setTimeout(resolve, 100));
      };
      const before = await status('r_0');
      fill(join(folder, 'ballast'));
      const full: number[] = [];
      for (let index = 0; index < 200 && !full.includes(503); index++) full.push(await status(`r_full_${index}`));
      await becomes(false);
      rmSync(join(folder, 'ballast'));
      await becomes(true);
      const between = await status('r_1');
      await until(() => controller.door.done.has('r_1'));
      await controller.stop();

      expect([before, full.at(-1), between]).toEqual([202, 503, 202]);
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  }, 120_000);
});

function fill(file: string): void {
  try {
    writeFileSync(file, Buffer.alloc(8_000_000));
  } catch {
    // Until nothing more goes in.
  }
}
