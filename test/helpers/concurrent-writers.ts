import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { git } from './a-repository';
import { temporaryFolder } from './temporary-folder';
import { buildWriterProgram, startWriter } from './writer-processes';

/** How much is done at the same time. */
export interface Crowd {
  readonly remote: string;
  readonly processes: number;
  readonly changes: number;
  readonly batch: number;
  readonly key?: string;
}

/** Lets processes change one branch, while somebody commits by hand. @returns subjects of the commits by hand */
export async function letThemWrite({ remote, processes, changes, batch, key }: Crowd): Promise<readonly string[]> {
  const folder = temporaryFolder();
  const program = buildWriterProgram(folder);
  let isOver = false;
  const outside = commitByHand(remote, () => isOver);
  const writers = Array.from({ length: processes }, (_, index) =>
    startWriter(program, {
      remote: `file://${remote}`,
      folder: join(folder, `clone-${index}`),
      name: `p${index}`,
      changes,
      batch,
      ...(key === undefined ? {} : { key }),
    }),
  );
  try {
    await Promise.all(writers.map(({ ended }) => ended()));
  } finally {
    for (const { child } of writers) child.kill();
    isOver = true;
  }
  return outside;
}

/** Commits and pushes as people do: after a refusal they rebase and push again. */
async function commitByHand(remote: string, isOver: () => boolean): Promise<readonly string[]> {
  const folder = join(temporaryFolder(), 'work');
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  execFileSync('git', ['clone', '--quiet', `file://${remote}`, folder], { env });
  mkdirSync(join(folder, 'by-hand'), { recursive: true });
  const pushed: string[] = [];
  for (let number = 0; !isOver() || number === 0; number += 1) {
    const started = performance.now();
    writeFileSync(join(folder, 'by-hand', String(number)), 'x');
    git(folder, ['add', '--', 'by-hand']);
    git(folder, ['commit', '--quiet', '--message', `by hand ${number}`]);
    for (let round = 0; round < 100; round += 1) {
      const { status } = spawnSync('git', ['push', '--quiet', 'origin', 'HEAD:main'], { cwd: folder, env });
      if (status === 0) {
        pushed.push(`by hand ${number}`);
        break;
      }
      git(folder, ['pull', '--quiet', '--rebase', 'origin', 'main']);
    }
    // Where everything takes long, whoever is alone would be faster than all the others, each time.
    await pause(Math.max(500, 4 * (performance.now() - started)));
  }
  return pushed;
}
