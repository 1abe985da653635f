import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

import { answerFailure } from './answer-failure';
import type { Context, ExitCode } from './context';
import { lineOfTerminal } from './line-of-terminal';
import { asTreeError } from '../tree/tree-error';
import { outputTo } from './output-to';
import { parseArguments } from './parse-arguments';
import type { Invocation } from './parse-arguments';
import { commands } from './program';
import { reportError } from './report-error';
import { uninterrupted } from './uninterrupted';

/** Runs the command line: the only place that knows the process, and the only one that catches. */
async function main(): Promise<ExitCode> {
  const outputs = processOutputs();
  let invocation: Invocation | ExitCode | undefined;
  let context: Context | undefined;
  try {
    context = processContext(outputs);
    invocation = parseArguments(process.argv.slice(2), commands, context);
    if (typeof invocation === 'number') return invocation;
    return await invocation.command.run(invocation.input, context);
  } catch (error) {
    const said = context ?? { ...outputs, variables: process.env };
    return answerFailure(error, typeof invocation === 'object' ? invocation : undefined, said);
  }
}

/** Whoever writes what is shown into a file must hear that it is not all there, be it by the exit code alone. */
function processOutputs(): Pick<Context, 'stdout' | 'stderr'> {
  const stderr = outputTo(process.stderr, process.env, () => (process.exitCode = 1));
  const stdout = outputTo(process.stdout, process.env, (error) => {
    process.exitCode = reportError(
      asTreeError(error, 'cannot write to standard output'),
      { outcome: '' },
      { stderr, variables: process.env },
    );
  });
  return { stdout, stderr };
}

function processContext({ stdout, stderr }: Pick<Context, 'stdout' | 'stderr'>): Context {
  const packageRoot = packageRootAbove(__dirname);
  const ask = (question: string): string => {
    stderr.write(question);
    return lineOfTerminal();
  };
  return {
    workingDirectory: process.cwd(),
    variables: process.env,
    platform: process.platform,
    homeDirectory: homedir(),
    packageRoot,
    version: readVersion(packageRoot),
    programFile: __filename,
    stdout,
    stderr,
    // In this order: Node opens what standard input is when it is first looked at, which takes longer than `--help`.
    ask: stderr.isTerminal && process.stdin.isTTY ? ask : undefined,
    clock: () => new Date(),
    now: () => performance.now(),
    uninterrupted,
  };
}

function packageRootAbove(directory: string): string {
  if (existsSync(join(directory, 'package.json'))) return directory;
  return packageRootAbove(dirname(directory));
}

function readVersion(packageRoot: string): string {
  const content: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  const hasVersion = typeof content === 'object' && content !== null && 'version' in content;
  return hasVersion && typeof content.version === 'string' ? content.version : 'unknown';
}

/** What the program does on a second thread, which only `slipway check` starts. */
async function answerMainThread(): Promise<void> {
  const { answerTreeQuestion } = await import('./check/tree-thread.js');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- That is for windows of a browser.
  answerTreeQuestion(workerData, (said) => parentPort?.postMessage(said));
}

if (isMainThread) {
  void main().then((exitCode) => {
    // Not process.exit(): output that a pipe has not taken yet would be lost. An output that failed has said so.
    process.exitCode ??= exitCode;
  });
} else void answerMainThread();
