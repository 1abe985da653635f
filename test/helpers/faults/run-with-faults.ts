import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import * as z from 'zod';

import { packageRoot } from '../run-slipway';
import { temporaryFolder } from '../temporary-folder';

const Call = z.object({
  /** Tells it apart from other calls of the command. */
  at: z.string(),
  kind: z.enum(['looking', 'changing', 'starting']),
  path: z.string(),
});

/** A call of the file system, or the start of a program, that a command makes. */
export type Call = z.infer<typeof Call>;

/** Something to run, and what fails in it. */
export interface Job {
  readonly words: readonly string[];
  readonly fault?: { readonly at: string; readonly code: string };
}

const Answer = z.object({
  /** Undefined when it did not end. */
  exitCode: z.number().optional(),
  stdout: z.string(),
  stderr: z.string(),
  /** What it called, where nothing was to fail. */
  calls: z.array(Call),
});

/** What came of it. */
export type Answer = z.infer<typeof Answer>;

const preload = join(__dirname, 'failing-calls.cjs');
const runner = join(__dirname, 'run-commands.cjs');
const program = join(packageRoot, 'build', 'slipway.js');

/** Runs commands one after the other in one process besides this one, each in a copy of the scene of its own. */
export function runWithFaults(scene: string, jobs: readonly Job[]): readonly Answer[] {
  const root = temporaryFolder();
  const [folder, jobsFile, answersFile] = [join(root, 'run'), join(root, 'jobs'), join(root, 'answers')];
  writeFileSync(jobsFile, JSON.stringify({ scene, folder, jobs }));
  writeFileSync(answersFile, '');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--require', preload, runner, program, jobsFile, answersFile],
    {
      env: {
        PATH: process.env['PATH'],
        TMPDIR: process.env['TMPDIR'],
        GITHUB_SERVER_URL: 'http://127.0.0.1:9',
        GITHUB_TOKEN: 'token',
        GIT_CONFIG_GLOBAL: '/dev/null',
      },
      encoding: 'utf8',
    },
  );
  const answers = readFileSync(answersFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Answer.parse(JSON.parse(line)));
  if (status !== 0 || answers.length !== jobs.length)
    throw new Error(`${answers.length} of ${jobs.length} commands answered: ${stderr}`);
  return answers;
}
