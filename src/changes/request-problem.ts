import { InputError, type Problem } from '../model/problem';

/** Something that is wrong with a request. */
export function requestProblem(path: Problem['path'], message: string, hint: string): Problem {
  return { file: 'request', path, message, hint };
}

/** @throws InputError unless there is no problem */
export function refuseAll(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputError(problems);
}
