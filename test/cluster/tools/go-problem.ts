import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

import { isAtLeast, oldestGo } from './go-mod';
import type { Machine } from './machine';

/** Says why the Go on PATH cannot build the tools, and what to do about it; undefined when it can. */
export function problemWithGo({ variables }: Machine): string | undefined {
  const oldest = oldestGo();
  const advice = `install Go ${oldest} or newer from https://go.dev/dl, or name folders that have the programs in SLIPWAY_TOOLS`;
  // Asked outside of any module, as "go" refuses to answer in one that is too new for it.
  const env = { ...variables, GOTOOLCHAIN: 'local', GOWORK: 'off' };
  const { error, stdout } = spawnSync('go', ['env', 'GOVERSION'], { cwd: tmpdir(), env, encoding: 'utf8' });
  if (error) return `there is no "go" on PATH; ${advice}`;
  const version = /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0];
  if (version === undefined) return `"go env GOVERSION" answers "${stdout.trim()}", which is no version; ${advice}`;
  return isAtLeast(version, oldest) ? undefined : `the "go" on PATH is ${version}, which is too old; ${advice}`;
}
