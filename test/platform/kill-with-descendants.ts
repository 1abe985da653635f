import { execFileSync, spawnSync } from 'node:child_process';

/**
 * Kills a process and everything that it started, all at once, as a machine does that goes down. Plugins of Pulumi have groups of
 * their own, and would otherwise clean up when the engine is gone.
 */
export function killWithDescendants(pid: number): void {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const processes = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const doomed = [pid];
  for (const parent of doomed) doomed.push(...processes.flatMap(([child = 0, of]) => (of === parent ? [child] : [])));
  // Not process.kill: one of them may have ended by itself meanwhile.
  spawnSync('kill', ['-KILL', ...doomed.map(String)]);
}
