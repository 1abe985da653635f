const lineFeed = 0x0a;
const space = 0x20;
const plus = 0x2b;
const dash = 0x2d;

/**
 * Reads a literal block scalar (`|`, `|-`, `|+`) for `read-plain.ts`.
 *
 * Not mine, so undefined: an indentation indicator, a comment behind the bar, no text at all, carriage returns, blank lines
 * that are longer than the first one with text, and a text that ends without a line feed.
 *
 * @param start index of the bar
 * @param parent indentation of the node that the scalar belongs to
 * @returns the value, and the index of the first line behind it
 */
export function readLiteral(text: string, start: number, parent: number): { value: string; end: number } | undefined {
  let headerEnd = start + 1;
  const chomping = text.charCodeAt(headerEnd);
  if (chomping === dash || chomping === plus) headerEnd += 1;
  while (text.charCodeAt(headerEnd) === space) headerEnd += 1;
  if (text.charCodeAt(headerEnd) !== lineFeed) return undefined;

  let indent = -1;
  let longestBlankLine = 0;
  let value = '';
  let blankLines = '';
  let lineStart = headerEnd + 1;
  while (lineStart < text.length) {
    let at = lineStart;
    // Spaces beyond the indentation are text.
    while (at - lineStart !== indent && text.charCodeAt(at) === space) at += 1;
    if (text.charCodeAt(at) === lineFeed) {
      longestBlankLine = Math.max(longestBlankLine, at - lineStart);
      blankLines += '\n';
      lineStart = at + 1;
      continue;
    }
    if (indent === -1) {
      indent = at - lineStart;
      if (indent <= parent || longestBlankLine > indent) return undefined;
    } else if (at - lineStart < indent) {
      break;
    }
    const end = text.indexOf('\n', at);
    if (end === -1) return undefined;
    value += blankLines + text.slice(at, end + 1);
    blankLines = '';
    lineStart = end + 1;
  }
  if (indent === -1 || value.includes('\r')) return undefined;

  if (chomping === plus) value += blankLines;
  else if (chomping === dash) value = value.slice(0, -1);
  return { value, end: lineStart };
}
