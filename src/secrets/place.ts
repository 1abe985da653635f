import { hiddenSecret } from './hidden';

/**
 * What says that something is a secret: its form; the name of the value that it is; the program whose word it is; a flag or an
 * assignment; a setting in a document; a line that begins with a name, or a name within one, which may be about something else; and
 * guesses, that it looks like a name with a password, or like chance.
 */
export type Sign = 'form' | 'name' | 'program' | 'words' | 'setting' | 'line' | 'pair' | 'account' | 'chance';

/** Where a secret stands in a text. */
export interface FoundSecret {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  readonly sign: Sign;
}

/** A text with something else for what stands at the places. */
export function hiddenAt(text: string, places: readonly Omit<FoundSecret, 'sign'>[]): string {
  const pieces: string[] = [];
  let shownTo = 0;
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    // Two that overlap are one.
    if (start >= shownTo) pieces.push(text.slice(shownTo, start), hiddenSecret);
    shownTo = Math.max(shownTo, end);
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(shownTo);
}
