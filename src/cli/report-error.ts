import { InputError } from '../model/problem';
import { asTreeError, errorCode, TreeError } from '../tree/tree-error';
import type { Context, ExitCode } from './context';
import { Refusal } from '../model/refusal';
import { withoutSecrets } from '../secrets/hide';
import { withoutKnownForms } from '../secrets/known-forms';
import { showProblems } from './show-problems';

/** What was going on when it went wrong. */
export interface Attempt {
  /** Folder of the catalog, to show lines of its files. @default - no lines are shown */
  readonly catalog?: string | undefined;
  /** What is said after the number of problems: `; nothing was written`. */
  readonly outcome: string;
}

/** Says what went wrong in the words of whoever can do something about it, and chooses the exit code. */
export function reportError(
  error: unknown,
  { catalog, outcome }: Attempt,
  { stderr, variables }: Pick<Context, 'stderr' | 'variables'>,
): ExitCode {
  if (error instanceof InputError) {
    showProblems(error.problems, catalog, outcome, stderr);
    return 2;
  }
  const label = stderr.colours.red('error:');
  if (error instanceof Refusal || error instanceof TreeError || isOfGit(error)) {
    // It repeats what was typed: a log of CI keeps the token that somebody put into the wrong option.
    stderr.write(`${label} ${asBlock(withoutSecrets(error.message))}\n`);
    return error instanceof Refusal && error.fault === 'usage' ? 2 : 1;
  }
  const { SLIPWAY_DEBUG = '' } = variables;
  const isDebugging = SLIPWAY_DEBUG !== '' && SLIPWAY_DEBUG !== '0';
  // A machine that does not do what was asked.
  const failure = describeFailure(error);
  if (failure !== undefined && !isDebugging) {
    stderr.write(`${label} ${asBlock(failure)}\n`);
    return 1;
  }
  // A bug: one line, and the stack for those who want it.
  const message = error instanceof Error ? error.message : String(error);
  stderr.write(`${label} ${isDebugging && error instanceof Error ? (error.stack ?? message) : asBlock(message)}\n`);
  if (!isDebugging) stderr.write('run again with SLIPWAY_DEBUG=1 to see where it happened\n');
  return 1;
}

/** What Git could not do. Its class is not loaded here: most runs ask no Git, and would wait for it. */
function isOfGit(error: unknown): error is Error {
  return error instanceof Error && error.name === 'GitError';
}

/** What was tried with which file, and what to do; undefined for what is no failed call of the system. */
function describeFailure(error: unknown): string | undefined {
  if (errorCode(error) === undefined || typeof error !== 'object' || error === null) return undefined;
  const syscall = 'syscall' in error ? String(error.syscall) : '';
  if (syscall === 'uv_cwd') return 'the folder that you are in is not there any more; go to another one and run again';
  const path = 'path' in error ? ` "${String(error.path)}"` : '';
  const verb = verbOf(syscall);
  const told = asTreeError(error, path === '' ? `cannot ${syscall}` : `cannot ${verb}${path}`);
  return told instanceof Error ? told.message : undefined;
}

function verbOf(syscall: string): string {
  if (syscall.startsWith('spawn')) return 'run';
  if (syscall.startsWith('mkd')) return 'make';
  return writing.has(syscall) ? 'write' : 'read';
}

/** Calls that change something. */
const writing: ReadonlySet<string> = new Set(['write', 'rename', 'unlink', 'rmdir', 'rm', 'link', 'copyfile']);

/** What git and others say may have more lines; none of them looks like one of ours. */
function asBlock(message: string): string {
  return message.trimEnd().replaceAll(/\r?\n/g, '\n  ');
}

/** The same for programs: problems as one JSON object. Everything else is for people. */
export function problemsAsJson({ problems }: InputError): string {
  const shown = problems.map(({ file, path, message, hint, ...place }) => ({
    file: withoutKnownForms(file),
    ...place,
    path: path.map((part) => (typeof part === 'string' ? withoutKnownForms(part) : part)),
    message: withoutSecrets(message),
    ...(hint !== undefined && { hint: withoutKnownForms(hint) }),
  }));
  return `${JSON.stringify({ problems: shown }, null, 2)}\n`;
}
