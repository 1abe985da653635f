import { formatOfSecret } from './formats';
import { hiddenAt, type FoundSecret } from './place';

/**
 * A text without the keys and tokens in it whose makers gave them a form. That something is nothing but chance is no sign here: ids
 * of accounts are that, too.
 */
export function withoutKnownForms(text: string): string {
  return hiddenAt(text, knownFormsIn(text));
}

/** Where a text has keys and tokens with a known form. */
export function knownFormsIn(text: string): readonly FoundSecret[] {
  if (formatOfSecret(text) === undefined) return [];
  const places: FoundSecret[] = [...privateKeysIn(text)];
  let start = 0;
  for (const line of text.split('\n')) {
    if (formatOfSecret(line) !== undefined) places.push(...formsOfLine(line, start));
    start += line.length + 1;
  }
  return places;
}

/** The words of a known form; where only the line as a whole has one, all of it. */
function formsOfLine(line: string, from: number): readonly FoundSecret[] {
  const words = [...line.matchAll(/[^\s,;"']+/g)]
    .filter(([word]) => formatOfSecret(word) !== undefined)
    .map(({ index, 0: word }) => ({ start: index, end: index + word.length, sign: 'form' as const }));
  const isAll = formatOfSecret(hiddenAt(line, words)) !== undefined;
  const found = isAll ? [{ start: 0, end: line.length, sign: 'form' as const }] : words;
  return found.map(({ start, end, sign }) => ({ start: start + from, end: end + from, sign }));
}

/** A private key has many lines, of which the first says what it is. */
function* privateKeysIn(text: string): Iterable<FoundSecret> {
  let shownTo = 0;
  for (const { index } of text.matchAll(/-----BEGIN [A-Z ]{0,40}PRIVATE KEY/g)) {
    if (index < shownTo) continue;
    const last = text.indexOf('-----END', index);
    const end = last === -1 ? text.length : endOfMark(text, last);
    yield { start: index, end, sign: 'form' };
    shownTo = end;
  }
}

function endOfMark(text: string, start: number): number {
  const [mark = '-----END'] = /^-----END[A-Z ]{0,48}-{0,5}/.exec(text.slice(start, start + 64)) ?? [];
  return start + mark.length;
}
