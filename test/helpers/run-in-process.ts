import { join } from 'node:path';

import { coloursFor } from '../../src/cli/colours';
import type { Context, ExitCode, Output } from '../../src/cli/context';
import { answerFailure } from '../../src/cli/answer-failure';
import { parseArguments } from '../../src/cli/parse-arguments';
import type { Invocation } from '../../src/cli/parse-arguments';
import { commands } from '../../src/cli/program';
import { reportError } from '../../src/cli/report-error';
import { shownText } from '../../src/cli/shown-text';
import { GitError } from '../../src/gitops/run-git';
import { InputError } from '../../src/model/problem';
import { Refusal } from '../../src/model/refusal';
import { errorCode, TreeError } from '../../src/tree/tree-error';
import { cleanVariables, packageRoot } from './run-slipway';
import type { Run, RunOptions } from './run-slipway';
import { temporaryFolder } from './temporary-folder';

/** What a run in this process showed, on both of its outputs. */
export interface RunHere {
  readonly exitCode: ExitCode;
  readonly shown: string;
}

/** Runs a command in this process, on a terminal with colours: many runs in the time of one process. */
export async function runInProcess(
  words: readonly string[],
  workingDirectory: string,
  more: Context['variables'] = {},
): Promise<RunHere> {
  const written: string[] = [];
  const output: Output = { write: into(written), isTerminal: true, columns: 100, colours: coloursFor(true) };
  const variables = { SLIPWAY_CACHE_DIR: workingDirectory, TERM: 'dumb', ...more };
  const context = aContext(workingDirectory, variables, output, output);
  return { exitCode: await exitCodeOf(words, context), shown: written.join('') };
}

/** Runs a command in this process as `runSlipway` does in one of its own, for tests that are about what is said, not how. */
export async function runHere(
  words: readonly string[],
  options: RunOptions & { readonly ask?: Context['ask']; readonly clock?: Context['clock'] } = {},
): Promise<Run> {
  const { workingDirectory = temporaryFolder(), variables = {}, ask, clock } = options;
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const outputTo = (written: string[]): Output => ({
    write: into(written),
    isTerminal: false,
    columns: undefined,
    colours: coloursFor(false),
  });
  const context = {
    ...aContext(workingDirectory, { ...cleanVariables(), ...variables }, outputTo(stdout), outputTo(stderr)),
    ask,
    ...(clock !== undefined && { clock }),
  };
  return { exitCode: await exitCodeOf(words, context), stdout: stdout.join(''), stderr: stderr.join('') };
}

/** Runs a command in this process as somebody sees it who follows a page: both outputs in one, the real clock and version. */
export async function runOnPage(
  words: readonly string[],
  workingDirectory: string,
  variables: Context['variables'],
): Promise<RunHere> {
  const written: string[] = [];
  const output: Output = {
    write: into(written),
    isTerminal: false,
    columns: undefined,
    colours: coloursFor(false),
  };
  const context: Context = {
    ...aContext(workingDirectory, variables, output, output),
    // Its second thread is one of the program.
    programFile: join(packageRoot, 'build', 'slipway.js'),
    clock: () => new Date(),
    now: () => performance.now(),
  };
  // Paths that somebody names are relative to where he is.
  const before = process.cwd();
  process.chdir(workingDirectory);
  try {
    return { exitCode: await exitCodeOf(words, context, answerFailure), shown: written.join('') };
  } finally {
    process.chdir(before);
  }
}

function into(written: string[]): Output['write'] {
  return (text) => void written.push(shownText(text));
}

function aContext(workingDirectory: string, variables: Context['variables'], stdout: Output, stderr: Output): Context {
  return {
    workingDirectory,
    variables,
    platform: process.platform,
    homeDirectory: workingDirectory,
    packageRoot,
    version: '0.0.0',
    programFile: __filename,
    stdout,
    stderr,
    clock: () => new Date(0),
    now: () => 0,
    uninterrupted: (work) => work(),
  };
}

/** @throws what is no answer to anybody: a bug of the program, or of this way to run it */
async function exitCodeOf(
  words: readonly string[],
  context: Context,
  answer: typeof answerFailure = answerPlainly,
): Promise<ExitCode> {
  let invocation: Invocation | ExitCode | undefined;
  try {
    invocation = parseArguments(words, commands, context);
    return typeof invocation === 'number' ? invocation : await invocation.command.run(invocation.input, context);
  } catch (error) {
    const isAnswer = [InputError, Refusal, TreeError, GitError].some((answer) => error instanceof answer);
    if (!isAnswer && errorCode(error) === undefined) throw error;
    return answer(error, typeof invocation === 'object' ? invocation : undefined, context);
  }
}

function answerPlainly(
  error: unknown,
  _: Invocation | undefined,
  context: Pick<Context, 'stderr' | 'variables'>,
): ExitCode {
  return reportError(error, { catalog: undefined, outcome: '' }, context);
}
