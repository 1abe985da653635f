import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one process cost. */
export interface Figures {
  /** From its start to its end, in seconds. */
  readonly wallSeconds: number;
  readonly userSeconds: number;
  readonly systemSeconds: number;
  readonly peakMegabytes: number;
  readonly stdout: string;
}

/**
 * Runs a Node program as a process of its own and measures it whole, start included.
 *
 * @throws Error when the program fails, with what it said
 */
export function measure(
  program: readonly string[],
  options: { readonly directory?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Figures {
  const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
  const usageFile = join(scratch, 'usage.json');
  const started = performance.now();
  const result = spawnSync(process.execPath, ['--require', join(__dirname, 'report-usage.cjs'), ...program], {
    cwd: options.directory,
    env: { ...process.env, ...options.env, BENCH_USAGE_FILE: usageFile },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const wallSeconds = (performance.now() - started) / 1000;
  if (result.status !== 0) throw new Error(`${program.join(' ')} ended with ${result.status}:\n${result.stderr}`);
  const usage: unknown = JSON.parse(readFileSync(usageFile, 'utf8'));
  rmSync(scratch, { recursive: true });
  return {
    wallSeconds,
    userSeconds: numberAt(usage, 'userCPUTime') / 1e6,
    systemSeconds: numberAt(usage, 'systemCPUTime') / 1e6,
    peakMegabytes: numberAt(usage, 'maxRSS') / 1024,
    stdout: result.stdout,
  };
}

/** The run with the median wall time of several. */
export function median(runs: number, run: () => Figures): Figures {
  const all = Array.from({ length: runs }, run).sort((a, b) => a.wallSeconds - b.wallSeconds);
  const middle = all[Math.floor(runs / 2)];
  if (middle === undefined) throw new Error('a median needs at least one run');
  return middle;
}

function numberAt(value: unknown, key: string): number {
  if (typeof value !== 'object' || value === null) return Number.NaN;
  return Number(Object.entries(value).find(([name]) => name === key)?.[1]);
}
