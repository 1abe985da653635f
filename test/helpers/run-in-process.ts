import { coloursFor } from '../../src/cli/colours';
import type { Context, ExitCode, Output } from '../../src/cli/context';
import { parseArguments } from '../../src/cli/parse-arguments';
import { commands } from '../../src/cli/program';
import { reportError } from '../../src/cli/report-error';
import { shownText } from '../../src/cli/shown-text';
import { packageRoot } from './run-slipway';

/** What a run in this process showed, on both of its outputs. */
export interface RunHere {
  readonly exitCode: ExitCode;
  readonly shown: string;
}

/** Runs a command in this process, on a terminal with colours: many runs in the time of one process. */
export async function runInProcess(words: readonly string[], workingDirectory: string): Promise<RunHere> {
  const written: string[] = [];
  const output: Output = {
    write: (text) => void written.push(shownText(text)),
    isTerminal: true,
    columns: 100,
    colours: coloursFor(true),
  };
  const context: Context = {
    workingDirectory,
    variables: { SLIPWAY_CACHE_DIR: workingDirectory, TERM: 'dumb' },
    platform: process.platform,
    homeDirectory: workingDirectory,
    packageRoot,
    version: '0.0.0',
    programFile: __filename,
    stdout: output,
    stderr: output,
    now: () => 0,
    uninterrupted: (work) => work(),
  };
  return { exitCode: await exitCodeOf(words, context), shown: written.join('') };
}

async function exitCodeOf(words: readonly string[], context: Context): Promise<ExitCode> {
  try {
    const invocation = parseArguments(words, commands, context);
    return typeof invocation === 'number' ? invocation : await invocation.command.run(invocation.input, context);
  } catch (error) {
    return reportError(error, { catalog: undefined, outcome: '' }, context);
  }
}
