import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../../helpers/temporary-folder';
import { putExecutable } from './put-executable';

/** A machine whose PATH has nothing but a `go` that writes down what it is asked, and builds scripts. */
export interface FakeGo {
  readonly cache: string;
  /** Folder on PATH. */
  readonly programs: string;
  /** What `go` was asked, one line each: its folder's name, then its words. */
  readonly asked: () => readonly string[];
  /** Starts `npm run cluster:tools`. */
  readonly start: (words: readonly string[], variables?: Readonly<Record<string, string>>) => Started;
}

/** A run of `npm run cluster:tools` that may still go on. */
export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<{ readonly exitCode: number | null; readonly output: string }>;
}

/**
 * GO_VERSION is what it says it is; a package whose name ends with GO_FAILS gets GO_ERROR, and so does a download without
 * GO_MODULES, the folder of every module; GO_HANGS makes it build for ever.
 */
const script = `#!/bin/sh
echo "\${PWD##*/} $*" >> "$GO_LOG"
case "$1" in
  env) echo "\${GO_VERSION:-go1.99.0}" ;;
  mod)
    if [ -z "$GO_MODULES" ]; then echo "{\\"Error\\": \\"$GO_ERROR\\"}"; exit 1; fi
    echo "{\\"Dir\\": \\"$GO_MODULES\\"}" ;;
  build)
    for package; do :; done
    case "$package" in *"\${GO_FAILS:-nothing fails}") echo "$GO_ERROR" >&2; exit 1 ;; esac
    printf '#!/bin/sh\\n' > "$6"
    if [ -n "$GO_HANGS" ]; then trap 'echo interrupted >> "$GO_LOG"; exit 1' INT; while :; do /bin/sleep 0.05; done; fi
    /bin/chmod +x "$6" ;;
esac
`;

/** Makes a machine with a fake `go`. */
export function aFakeGo(): FakeGo {
  const cache = temporaryFolder();
  const programs = temporaryFolder();
  const log = join(temporaryFolder(), 'log');
  putExecutable(join(programs, 'go'), script);
  return {
    cache,
    programs,
    asked: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []),
    start: (words, variables = {}) => {
      const env = { PATH: programs, SLIPWAY_CACHE_DIR: cache, GO_LOG: log, ...variables };
      return startTools(words, env);
    },
  };
}

function startTools(words: readonly string[], env: NodeJS.ProcessEnv): Started {
  const main = join(__dirname, 'build-tools.ts');
  const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), main, ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return { process: child, ended: once(child, 'close').then(() => ({ exitCode: child.exitCode, output })) };
}
