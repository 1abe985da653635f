import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { machineProcesses } from '../../../src/tree/machine-processes';
import { upstreamFolder } from './go-mod';
import type { Machine } from './machine';
import { builtFile, linkerFlags } from './programs';
import type { BuiltProgram } from './programs';

/** Why a program was not made. */
export interface Failure {
  readonly cause: 'refused' | 'disk full' | 'interrupted';
  /** The last lines that were said. */
  readonly lastLines: readonly string[];
}

/** Builds a program into the cache, where it appears when it is complete. A signal that ends us ends the compiler first. */
export async function buildProgram(program: BuiltProgram, machine: Machine): Promise<Failure | undefined> {
  const file = builtFile(program, machine);
  const unfinished = `${file}.building-${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    removeLeftovers(file);
    const failure = await compile(program, unfinished, machine);
    if (failure === undefined) renameSync(unfinished, file);
    return failure;
  } catch (error) {
    return failureOf(error);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Makes a failure of what was thrown. */
export function failureOf(error: unknown): Failure {
  // "go mod download -json" says in its answer why there is none.
  const answer = error instanceof Error && 'stdout' in error ? `\n${String(error.stdout)}` : '';
  return failureThatSays((error instanceof Error ? error.message : String(error)) + answer);
}

async function compile(program: BuiltProgram, out: string, machine: Machine): Promise<Failure | undefined> {
  const words = ['build', '-trimpath', '-ldflags', linkerFlags(program), '-o', out, program.package];
  // GOWORK: a go.work in a folder above would hide our go.mod.
  const env = { ...machine.variables, GOTOOLCHAIN: 'local', CGO_ENABLED: '0', GOWORK: 'off' };
  const go = spawn('go', words, { cwd: upstreamFolder(program.upstream), env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [go.stdout, go.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));

  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
    go.kill('SIGINT'); // Go cleans up after itself on this signal, and not on SIGTERM.
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  try {
    await once(go, 'close');
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
  if (isInterrupted) return { cause: 'interrupted', lastLines: [] };
  return go.exitCode === 0 ? undefined : failureThatSays(said || `go ended with ${go.exitCode ?? go.signalCode}`);
}

function failureThatSays(text: string): Failure {
  const cause = /no space left on device|ENOSPC/i.test(text) ? 'disk full' : 'refused';
  return { cause, lastLines: text.trimEnd().split('\n').slice(-20) };
}

// Of a build that was killed in the middle; they are as big as the program.
function removeLeftovers(file: string): void {
  const prefix = `${basename(file)}.building-`;
  const leftovers = readdirSync(dirname(file)).filter((name) => name.startsWith(prefix));
  for (const name of leftovers.filter((leftover) => !machineProcesses.isAlive(leftover.slice(prefix.length))))
    rmSync(join(dirname(file), name), { force: true });
}
