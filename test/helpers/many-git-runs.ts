import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { runGit, type GitAnswer } from '../../src/gitops/run-git';
import { temporaryFolder } from './temporary-folder';

/** Variables with a `git` that is a script of shell. */
export function variablesWithGit(script: string): Readonly<Record<string, string>> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
}

/** What is left of many runs of Git. */
export interface ManyRuns {
  /** How they ended: `status 0`, `late`, `too much`. */
  readonly ends: Readonly<Record<string, number>>;
  /** Processes that are there afterwards and were not before. */
  readonly leftOver: readonly string[];
}

/**
 * Runs Git many times: it ends before it has read what it is given, fails, hangs with children of its own, or prints without end.
 *
 * @param runs of which every 20th hangs, and every 20th prints without end
 */
export async function runGitOften(runs: number): Promise<ManyRuns> {
  const folder = temporaryFolder();
  const real = { PATH: process.env['PATH'] };
  // A number that no other process sleeps for.
  const mark = `86${process.pid}`;
  const [hanging, endless] = [variablesWithGit(`sleep ${mark} & sleep ${mark}`), variablesWithGit('exec yes endless')];
  const input = Buffer.alloc(4 * 1024 * 1024, 'x');
  const before = new Set(processes(mark));
  const ends: Record<string, number> = {};
  const run = async (index: number): Promise<GitAnswer> => {
    if (index % 20 === 0)
      return await runGit({ folder, words: ['x'], variables: hanging, input, deadlineMilliseconds: 50 });
    if (index % 20 === 10) return await runGit({ folder, words: ['x'], variables: endless, input, mostBytes: 100_000 });
    const words = index % 2 === 0 ? ['--version'] : ['rev-parse', '--verify', 'nothing'];
    return await runGit({ folder, words, variables: real, input });
  };
  for (let from = 0; from < runs; from += 20) {
    const answers = await Promise.all(
      Array.from({ length: Math.min(20, runs - from) }, async (_, one) => run(from + one)),
    );
    for (const { status, isLate, stderr } of answers) {
      const end = isLate ? 'late' : stderr.includes('was ended') ? 'too much' : `status ${status}`;
      ends[end] = (ends[end] ?? 0) + 1;
    }
  }
  return { ends, leftOver: processes(mark).filter((one) => !before.has(one)) };
}

/** Children of this process, and whatever sleeps for so long. */
function processes(mark: string): readonly string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.split(/ +/)[1] === String(process.pid) || line.endsWith(`sleep ${mark}`))
    .filter((line) => !line.includes('ps -A'));
}
