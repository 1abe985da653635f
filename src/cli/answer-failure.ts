import { InputError } from '../model/problem';
import type { Context, ExitCode } from './context';
import type { Invocation } from './parse-arguments';
import { problemsAsJson, reportError } from './report-error';

/** Says why a command failed, as it was asked to speak. @param invocation absent when the words were not understood */
export function answerFailure(
  error: unknown,
  invocation: Invocation | undefined,
  context: Pick<Context, 'stdout' | 'stderr' | 'variables'>,
): ExitCode {
  if (error instanceof InputError && invocation?.input.flag('json') === true) {
    context.stdout.write(problemsAsJson(error));
    return 2;
  }
  const hasCatalog = invocation?.command.options.some(({ flags }) => flags.startsWith('--catalog')) === true;
  const catalog = hasCatalog ? invocation.input.placeIfAny?.catalog : undefined;
  const outcome = invocation?.command.isWriting === true ? '; nothing was written' : '';
  return reportError(error, { catalog, outcome }, context);
}
