import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../../helpers/temporary-folder';
import { adviceForFullDisk, isDiskFull } from './full-disk';
import { Processes } from './processes';

/** Writing to it always fails as it does on a full disk (full(4)). */
const describeWithFullDevice = existsSync('/dev/full') ? describe : describe.skip;

describeWithFullDevice('a write that fails for want of space', () => {
  test('is told from other failures, here and in a program', async () => {
    const folder = temporaryFolder();
    const processes = new Processes(join(folder, 'cluster'));
    const script = 'head -c 1 /dev/zero > /dev/full';
    const program = { name: 'etcd', file: '/bin/sh', args: ['-c', script], isReady: async () => false };

    const ofProgram = await processes.start(program).catch((error: unknown) => error);
    await processes.end();

    expect(isDiskFull(ofProgram, folder)).toBe(true);
    expect(isDiskFull(failureOfWriting('/dev/full'), folder)).toBe(true);
    expect(isDiskFull(failureOfWriting('/nowhere/file'), folder)).toBe(false);
  });
});

test('the advice names the folder, what is left and what is needed', () => {
  const folder = temporaryFolder();

  expect(adviceForFullDisk(folder)).toMatch(
    /^the disk of \S+ has \d+ MB left, and a cluster needs about 500 MB: make room, or set TMPDIR to a folder of another disk$/,
  );
  expect(adviceForFullDisk(folder)).toContain(folder);
});

function failureOfWriting(file: string): unknown {
  try {
    writeFileSync(file, 'data');
    return undefined;
  } catch (error) {
    return error;
  }
}
