import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { buildSync } from 'esbuild';

import type { WriterTask } from '../gitops/writer-process';
import { git } from './a-repository';

/** A process that makes changes. */
export interface WriterProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What it has said that it does, in order. */
  readonly phases: () => readonly string[];
  /** Waits for its end. @throws Error with what it said, when it fails */
  readonly ended: () => Promise<void>;
}

/** Builds the program of the processes. @param folder where it is put */
export function buildWriterProgram(folder: string): string {
  const outfile = join(folder, 'writer-process.cjs');
  const entry = join(__dirname, '..', 'gitops', 'writer-process.ts');
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', target: 'node20', format: 'cjs' });
  return outfile;
}

/** Starts one, in a group of its own. Whoever starts it waits for its end. */
export function startWriter(program: string, task: WriterTask): WriterProcess {
  const child = spawn(process.execPath, [program, JSON.stringify(task)], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, wrong]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => wrong.push(chunk));
  const closed = once(child, 'close');
  return {
    child,
    phases: () => Buffer.concat(said).toString().split('\n').slice(0, -1),
    ended: async () => {
      const [status] = await closed;
      if (status !== 0) throw new Error(`${task.name} ended with ${status}: ${Buffer.concat(wrong).toString()}`);
    },
  };
}

/** Run ids of the commits of a branch, oldest first; commits without one are left out. */
export function runIdsOf(repository: string): readonly string[] {
  const format = '--format=%(trailers:key=Run-Id,valueonly,separator=%x2C)';
  return git(repository, ['log', '--reverse', format, 'main'])
    .split('\n')
    .filter((line) => line !== '');
}

/** Commits of a branch with more than one parent. */
export function mergesOf(repository: string): string {
  return git(repository, ['rev-list', '--merges', 'main']);
}
