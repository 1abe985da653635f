import type { Layout } from './layout';
import { Unspliceable } from './operation';
import {
  columnOf,
  endOfOwnLines,
  isBlankLine,
  isFirstOnLine,
  lineEndOf,
  lineStartOf,
  startOfOwnLines,
} from './own-lines';
import type { Splice } from './splice';

/**
 * Adds lines to a mapping or list in block context.
 *
 * @param after index of the entry that they follow; -1 for none
 * @param lines with their indentation
 */
export function insertLines(
  text: string,
  { entries }: Layout,
  after: number,
  lines: readonly string[],
  lineBreak: string,
): Splice {
  const first = entries[0];
  if (first === undefined) throw new Unspliceable('it is empty');
  const column = columnOf(text, first.start);
  const before = entries[after];
  if (before !== undefined) {
    refuseOddPlace(text, before.start);
    return linesAt(text, endOfOwnLines(text, before.end, column), lines, lineBreak);
  }
  refuseOddPlace(text, first.start);
  if (!isFirstOnLine(text, first.start)) {
    const joined = lines.join(lineBreak).trimStart();
    return splice(first.start, first.start, `${joined}${lineBreak}${' '.repeat(column)}`);
  }
  // The comment at the top of a file is about the file.
  const at = column === 0 ? lineStartOf(text, first.start) : startOfOwnLines(text, first.start, 0);
  return linesAt(text, at, lines, lineBreak);
}

/** Adds lines at the start of a line, or behind a last line that no line break ends. */
export function linesAt(text: string, at: number, lines: readonly string[], lineBreak: string): Splice {
  const joined = lines.join(lineBreak);
  if (at > 0 && text[at - 1] !== '\n') {
    // The line break of a literal text is a part of it.
    const mayEndInText = lines.some((line) => line.endsWith(' |'));
    return splice(at, at, `${lineBreak}${joined}${mayEndInText ? lineBreak : ''}`);
  }
  return splice(at, at, `${joined}${lineBreak}`);
}

/** Takes the lines of an entry away, when its mapping or list keeps others. */
export function removeLines(text: string, { entries, start: top }: Layout, index: number): Splice {
  const entry = entries[index];
  if (entry === undefined) throw new Unspliceable('it is not there');
  refuseOddPlace(text, entry.start);
  const column = columnOf(text, entry.start);
  const end = endOfOwnLines(text, entry.end, column);
  if (!isFirstOnLine(text, entry.start)) {
    const next = text.slice(end).search(/\S/);
    return splice(entry.start, next === -1 ? text.length : end + next, '');
  }
  const previous = entries[index - 1];
  const isTop = index === 0 && top === entry.start && column === 0;
  const start = isTop ? lineStartOf(text, entry.start) : startOfOwnLines(text, entry.start, previous?.end ?? 0);
  return withoutGap(text, start, end, previous?.end ?? 0, previous?.endsInText ?? false);
}

/** Two blank lines, or a last one, are not left where one parted two entries. */
function withoutGap(text: string, start: number, end: number, previousEnd: number, isBehindText: boolean): Splice {
  const above = start === 0 ? -1 : lineStartOf(text, start - 1);
  const isBlankAbove = above >= previousEnd && isBlankLine(text, above);
  if (isBlankAbove && isBlankLine(text, end)) return splice(start, lineEndOf(text, end), '');
  const from = isBlankAbove && end === text.length ? above : start;
  return isBehindText ? splice(from, end, '') : wholeLines(text, from, end);
}

/** Takes whole lines away. A text that ends without a line break does so afterwards. */
export function wholeLines(text: string, start: number, end: number): Splice {
  const endsWithoutBreak = end === text.length && text[end - 1] !== '\n';
  if (!endsWithoutBreak || start === 0) return splice(start, end, '');
  return splice(text[start - 2] === '\r' ? start - 2 : start - 1, end, '');
}

/** Where a key or dash is written as most people do: behind spaces, and dashes of lists around it. */
function refuseOddPlace(text: string, start: number): void {
  if (!/^[ \t]*(?:-[ \t]+)*$/.test(text.slice(lineStartOf(text, start), start))) {
    throw new Unspliceable('it is written in a way that only a person can change', start);
  }
}

function splice(start: number, end: number, text: string): Splice {
  return { start, end, text };
}
