import { dataAt } from './collection-parts';
import { offsetInPlainYaml } from './locate-plain';
import { isPlainMapping, type Operation } from './operation';
import { lineEndOf, lineStartOf } from './own-lines';
import type { Splice } from './splice';
import { quoted, singleQuoted, stringText } from './write-scalar';
import { flowText } from './write-value';

/** A line that is a key and a word, and nothing else; the word in quotes or not. */
const wordLine = /^( *)(?:[\w./-]+|"[^"\\\n]*"|'[^'\n]*'): +((["']?)[A-Za-z0-9][\w./:@+-]*\3)\n$/;

/** A line that may belong to the one above or below it: an empty one, or a comment. */
const loose = /^\s*(?:#|$)/;

/**
 * Finds what to replace where such a line gets another word, or goes: most changes of a catalog are a version, a digest or a number.
 * `splicesFor` finds the same, and has to take the text apart for it.
 *
 * @param text one that `readPlainYaml` has read
 * @param value what it has read
 * @returns undefined for everything else
 */
export function wordSplices(text: string, value: unknown, operation: Operation): readonly Splice[] | undefined {
  const { kind, path } = operation;
  if ((kind !== 'set' && kind !== 'remove') || !isWord(dataAt(value, path))) return undefined;
  const key = offsetInPlainYaml(text, path, 'key');
  const [from, to] = [lineStartOf(text, key), lineEndOf(text, key)];
  const [, margin, word = '', quote = ''] = wordLine.exec(text.slice(from, to)) ?? [];
  if (margin?.length !== key - from) return undefined;
  if (kind === 'set') {
    const written = wordFor(operation.value, quote);
    const start = offsetInPlainYaml(text, path, 'value');
    return written === undefined ? undefined : [{ start, end: start + word.length, text: written }];
  }
  const mapping = dataAt(value, path.slice(0, -1));
  if (!isPlainMapping(mapping) || Object.keys(mapping).length === 1) return undefined;
  const isLoose = (start: number, end: number): boolean => start < end && loose.test(text.slice(start, end));
  if (isLoose(lineStartOf(text, from - 1), from) || isLoose(to, lineEndOf(text, to))) return undefined;
  return [{ start: from, end: to, text: '' }];
}

function isWord(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A word as it is written where another one was, in whose quotes it stays; undefined for what is none. */
function wordFor(value: unknown, quote: string): string | undefined {
  if (!isWord(value)) return undefined;
  if (typeof value !== 'string') return flowText(value, false);
  if (value.includes('\n')) return undefined;
  if (quote === '"') return quoted(value);
  return (quote === "'" ? singleQuoted(value) : undefined) ?? stringText(value);
}
