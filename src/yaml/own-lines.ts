import { Unspliceable } from './operation';

/** A line with nothing, or with a comment alone. */
const emptyLine = /( *)(?:\t[ \t]*)?(#[^\n]*)?(?:\n|$)/y;

/** Index of the first character of a line. */
export function lineStartOf(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** How far from the start of its line an index is. */
export function columnOf(text: string, at: number): number {
  return at - lineStartOf(text, at);
}

/** Whether nothing but spaces is in front of an index on its line. */
export function isFirstOnLine(text: string, at: number): boolean {
  return /^ *$/.test(text.slice(lineStartOf(text, at), at));
}

/**
 * Start of the line below what ends at an index, the end of the text if there is none.
 *
 * @throws Unspliceable when more than a comment follows on the line
 */
export function lineBelow(text: string, end: number): number {
  if (end > 0 && text[end - 1] === '\n') return end;
  const lineEnd = text.indexOf('\n', end);
  const rest = text.slice(end, lineEnd === -1 ? text.length : lineEnd);
  if (!/^(?:[ \t]+#.*|[ \t]*)\r?$/.test(rest)) throw new Unspliceable('something follows on the same line', end);
  return lineEnd === -1 ? text.length : lineEnd + 1;
}

/**
 * Start of the first line that does not belong to an entry: comments below it that are deeper than its key or dash do,
 * those at its column are about what comes next.
 */
export function endOfOwnLines(text: string, end: number, column: number): number {
  let own = lineBelow(text, end);
  let at = own;
  while (at < text.length) {
    emptyLine.lastIndex = at;
    const [line, spaces = '', comment] = emptyLine.exec(text) ?? [''];
    if (line === '') break;
    at += line.length;
    if (comment?.trim() === undefined || comment.trim() === '') continue;
    if (spaces.length <= column) break;
    own = at;
  }
  return own;
}

/**
 * Start of the first comment directly above an entry, at its column: it is about the entry. The start of its own line if
 * there is none.
 *
 * @param limit behind what comes before: a text may have lines that look like comments
 */
export function startOfOwnLines(text: string, start: number, limit: number): number {
  const column = columnOf(text, start);
  let own = lineStartOf(text, start);
  while (own > limit) {
    const above = lineStartOf(text, own - 1);
    if (above < limit || !/^ *#/.test(text.slice(above, own)) || text.slice(above, own).search('#') !== column) break;
    own = above;
  }
  return own;
}

/** Whether a line that starts at an index is there, and has nothing on it. */
export function isBlankLine(text: string, lineStart: number): boolean {
  return lineStart < text.length && /^[ \t]*\r?(?:\n|$)/.test(text.slice(lineStart, lineEndOf(text, lineStart)));
}

/** Start of the line below the one that an index is in, whatever is on it. */
export function lineEndOf(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}
