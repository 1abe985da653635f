import type { ExitCode } from './context';

/** Something that the person who typed the command can put right, and that is no problem of a file. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    message: string,
    /** 1: the answer is no. 2: wrong usage. */
    readonly exitCode: Exclude<ExitCode, 0>,
  ) {
    super(message);
  }
}
