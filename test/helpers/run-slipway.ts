import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { temporaryFolder } from './temporary-folder';

/** Root of this package. */
export const packageRoot = join(__dirname, '..', '..');

/** The program as people start it. */
export const slipwayFile = join(packageRoot, 'bin', 'slipway.js');

/** What a run of the program showed. */
export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how a run happens. */
export interface RunOptions {
  /** @default - an empty temporary folder */
  readonly workingDirectory?: string;
  /** Environment variables besides those that find programs. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

/** Runs `slipway` as a process of its own, in a pipe, with nothing of the developer's own settings. */
export function runSlipway(words: readonly string[], options: RunOptions = {}): Run {
  const { workingDirectory = temporaryFolder(), variables = {} } = options;
  const { status, stdout, stderr } = spawnSync(process.execPath, [slipwayFile, ...words], {
    cwd: workingDirectory,
    env: { ...cleanVariables(), ...variables },
    encoding: 'utf8',
  });
  return { exitCode: status, stdout, stderr };
}

/** Environment variables of a fresh machine: the path, and a cache that is removed after the test. */
export function cleanVariables(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], SLIPWAY_CACHE_DIR: temporaryFolder() };
}
