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

/** Where and how a program runs. */
export interface MeasureOptions {
  readonly directory?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes with which it has done its work. @default [0] */
  readonly exitCodes?: readonly number[];
}

/**
 * Runs a Node program as a process of its own and measures it whole, start included.
 *
 * @throws Error when the program fails, with what it said
 */
export function measure(program: readonly string[], options: MeasureOptions = {}): Figures {
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
  const { exitCodes = [0] } = options;
  if (!exitCodes.includes(result.status ?? -1))
    throw new Error(`${program.join(' ')} ended with ${result.status}:\n${result.stderr}`);
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

/**
 * Runs a program that is none of Node's. What it took in memory is not known.
 *
 * @throws Error when it cannot be started
 */
export function measureOther(program: string, programArguments: readonly string[]): Figures {
  const started = performance.now();
  // The shell knows what its children took: the second line of what `times` prints (POSIX).
  const result = spawnSync('sh', ['-c', '"$@"; times', 'sh', program, ...programArguments], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const wallSeconds = (performance.now() - started) / 1000;
  const lines = result.stdout.trimEnd().split('\n');
  const [userSeconds = Number.NaN, systemSeconds = Number.NaN] = (lines.at(-1) ?? '').split(' ').map(secondsIn);
  const stdout = lines.slice(0, -2).join('\n');
  return { wallSeconds, userSeconds, systemSeconds, peakMegabytes: Number.NaN, stdout };
}

/** `1m2.5s` is 62.5. */
function secondsIn(text: string): number {
  const [, minutes, seconds] = /^(\d+)m([\d.,]+)s$/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(seconds?.replace(',', '.'));
}

/** Time of processors that a process took, in seconds, all of its threads. */
export function cpuSeconds({ userSeconds, systemSeconds }: Figures): number {
  return userSeconds + systemSeconds;
}

/** The middle one of some numbers: the upper one of two. */
export function medianOf(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
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
