import * as z from 'zod';

/** A run of digits, or what stands for itself. */
const parts = /#+|[^#]+/g;

/** Most digits that a `#` alone stands for. */
const mostDigits = 20;

/** A ticket of any system: letters, `.`, `_`, `/` and `-`, and a number in it. What is typed at a portal is held against it. */
export const ticketText = /^(?:[A-Za-z][A-Za-z._/-]{0,59})?[0-9][A-Za-z0-9._/-]{0,39}$/;

/**
 * How tickets look: `PROJ-A-#`. A `#` alone stands for digits, several stand for exactly as many, and every other sign for
 * itself. No digit stands behind a `#`, so that each sign of a ticket can be one thing only and it is read once.
 */
export const TicketPattern = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9][A-Za-z0-9._/-]*)?#(?:#|[A-Za-z._/-][0-9]*)*$/,
    'must be a form such as "PROJ-A-#" or "CHG-#####": letters, digits, ".", "_", "/" and "-", and "#" for digits, behind which no digit stands',
  )
  .max(60, 'must have at most 60 characters');

/** Which tickets are meant: all that begin with a prefix and go on with digits, or those of a form. */
export interface TicketForm {
  readonly prefix?: string | undefined;
  readonly pattern?: string | undefined;
}

/** Says a form as a pattern. Prefixes are those whose pattern ends in one `#`. */
export function ticketPatternOf({ prefix = '', pattern }: TicketForm): string {
  return pattern ?? `${prefix}#`;
}

/** Whether a ticket has a form. Every sign of both is looked at once, so that the time grows with their lengths. */
export function hasForm(ticket: string, pattern: string): boolean {
  let at = 0;
  for (const [part] of pattern.matchAll(parts)) {
    if (part.startsWith('#')) {
      const count = digitsAt(ticket, at);
      if (part.length === 1 ? count === 0 || count > mostDigits : count !== part.length) return false;
      at += count;
    } else {
      if (!ticket.startsWith(part, at)) return false;
      at += part.length;
    }
  }
  return at === ticket.length;
}

/** A ticket that has a form: `PROJ-A-12345`. */
export function ticketOfForm(pattern: string): string {
  return pattern.replaceAll(/#+/g, ({ length }) =>
    Array.from({ length: length === 1 ? 5 : length }, (_, at) => (at + 1) % 10).join(''),
  );
}

/** Says in words what a ticket has to be: `CHG- and digits`, `CHG- and 5 digits`. */
export function wordsOfForm(pattern: string): string {
  const words = [...pattern.matchAll(parts)].map(([part]) => {
    if (!part.startsWith('#')) return part;
    return part.length === 1 ? 'digits' : `${part.length} digits`;
  });
  return words.join(' and ');
}

/** How many digits there are from a place on. */
function digitsAt(text: string, at: number): number {
  let end = at;
  while (end < text.length && /[0-9]/.test(text.charAt(end))) end += 1;
  return end - at;
}
