import { coloursFor } from '../../src/cli/colours';
import type { Context, ExitCode, Output } from '../../src/cli/context';
import { parseArguments } from '../../src/cli/parse-arguments';
import { commands } from '../../src/cli/program';
import { reportError } from '../../src/cli/report-error';
import { shownText } from '../../src/cli/shown-text';
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
export async function runInProcess(words: readonly string[], workingDirectory: string): Promise<RunHere> {
  const written: string[] = [];
  const output: Output = { write: into(written), isTerminal: true, columns: 100, colours: coloursFor(true) };
  const variables = { SLIPWAY_CACHE_DIR: workingDirectory, TERM: 'dumb' };
  const context = aContext(workingDirectory, variables, output, output);
  return { exitCode: await exitCodeOf(words, context), shown: written.join('') };
}

/** Runs a command in this process as `runSlipway` does in one of its own, for tests that are about what is said, not how. */
export async function runHere(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { workingDirectory = temporaryFolder(), variables = {} } = options;
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const outputTo = (written: string[]): Output => ({
    write: into(written),
    isTerminal: false,
    columns: undefined,
    colours: coloursFor(false),
  });
  const context = aContext(workingDirectory, { ...cleanVariables(), ...variables }, outputTo(stdout), outputTo(stderr));
  return { exitCode: await exitCodeOf(words, context), stdout: stdout.join(''), stderr: stderr.join('') };
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
async function exitCodeOf(words: readonly string[], context: Context): Promise<ExitCode> {
  try {
    const invocation = parseArguments(words, commands, context);
    return typeof invocation === 'number' ? invocation : await invocation.command.run(invocation.input, context);
  } catch (error) {
    const isAnswer = error instanceof InputError || error instanceof Refusal || error instanceof TreeError;
    if (!isAnswer && errorCode(error) === undefined) throw error;
    return reportError(error, { catalog: undefined, outcome: '' }, context);
  }
}
