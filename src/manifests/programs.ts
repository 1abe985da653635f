import { spawnSync } from 'node:child_process';

/** Output of a program, or why there is none. */
export type ProgramResult = { readonly output: string } | { readonly failure: string } | 'not installed';

/** Programs that make manifests of a folder. They are passed in, so that tests need none. */
export interface Programs {
  readonly kustomize: (folder: string) => ProgramResult;
  readonly helm: (folder: string) => ProgramResult;
}

/** A build that takes longer is waiting for something. */
const timeLimitSeconds = 60;
const maximumOutputBytes = 256 * 1024 * 1024;

/** The programs on the PATH: `kustomize`, else the one that is in `kubectl`, and `helm`. */
export const programsOnPath: Programs = {
  kustomize(folder) {
    const result = run('kustomize', ['build', folder]);
    return result === 'not installed' ? run('kubectl', ['kustomize', folder]) : result;
  },
  helm: (folder) => run('helm', ['template', 'release', folder]),
};

function run(program: string, args: readonly string[]): ProgramResult {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: timeLimitSeconds * 1000,
    maxBuffer: maximumOutputBytes,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error !== undefined) {
    const code = 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return 'not installed';
    return { failure: code === 'ETIMEDOUT' ? `${program} took more than ${timeLimitSeconds} seconds` : error.message };
  }
  if (status === 0) return { output: stdout };
  const said = stderr
    .trim()
    .split('\n')
    .at(-1)
    ?.replace(/^Error: /, '');
  return { failure: said === undefined || said === '' ? `${program} ended with ${status}` : said };
}
