/** A program that ended, or that did not become ready. The message has the last lines of its log. */
export class ProgramError extends Error {
  override name = 'ProgramError';
}
