import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { GitWriter } from '../../src/gitops/git-writer';
import { temporaryFolder } from './temporary-folder';
import { buildWriterProgram, runIdsOf, startWriter } from './writer-processes';

/** What became of a clone whose process was killed again and again. */
export interface KilledWriters {
  /** Phases, and how often a kill hit each. */
  readonly histogram: Readonly<Record<string, number>>;
  /** Run ids that have to be there. */
  readonly wanted: readonly string[];
  /** What a crash left in the clone, after the next process has opened it. */
  readonly leftOvers: readonly string[];
}

/** Changes of one life: more than a process makes before it is killed. */
const changesOfOneLife = 400;

/**
 * Kills processes that write over one clone, each at a random moment of a random phase, and lets one end at last.
 *
 * @param onHistogram is told the phases that were hit
 */
export async function killWriters(remote: string, kills: number): Promise<KilledWriters> {
  const folder = temporaryFolder();
  const program = buildWriterProgram(folder);
  const task = { remote: `file://${remote}`, folder: join(folder, 'clone'), name: 'k', batch: 3 };
  const histogram: Record<string, number> = {};
  for (let kill = 0; kill < kills; kill += 1) {
    const writer = startWriter(program, { ...task, changes: runIdsOf(remote).length + changesOfOneLife });
    const closed = once(writer.child, 'close');
    // Some phases are over at once: to hit each, a kill waits for one of them first.
    const wanted = phases[kill % phases.length];
    while (writer.phases().at(-1) !== wanted && writer.child.exitCode === null) await once(writer.child.stdout, 'data');
    await pause(Math.random() * 60);
    writer.child.kill('SIGKILL');
    await closed;
    const hit = writer.phases().at(-1) ?? '';
    histogram[hit] = (histogram[hit] ?? 0) + 1;
  }
  const changes = runIdsOf(remote).length + 3;
  await startWriter(program, { ...task, changes }).ended();
  const last = await GitWriter.open({
    ...task,
    branch: 'main',
    committer: { name: 'Slipway', email: 'slipway@example.com' },
    variables: { PATH: process.env['PATH'] },
  });
  const leftOvers = readdirSync(task.folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /tmp_|\.lock$|crash|incoming-/.test(path),
  );
  await last.close();
  return { histogram, wanted: Array.from({ length: changes }, (_, index) => `k-${index}`), leftOvers };
}

const phases = ['open', 'fetch', 'commit', 'push'];
