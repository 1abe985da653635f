import * as z from 'zod';

/** A text of people that is kept in Git for ever, and how long it may be. @param most characters */
export function shortText(most: number): z.ZodString {
  return z.string().max(most, `must have at most ${most} characters`);
}
