import { printableLine } from '../model/printable';
import { showsSecret } from '../secrets/hide';
import type { Colours } from './colours';

/**
 * Shows a line of a file with a caret under a column; nothing of a line with a secret: more people read what CI prints
 * than Git.
 *
 * @param column 1-based; without it there is no caret
 * @param width columns that there are: a longer line is cut around the caret
 */
export function codeFrame(
  text: string,
  line: number,
  column: number | undefined,
  width: number,
  { dim, red }: Colours,
): readonly string[] {
  if (isSecretLine(text)) return [];
  const gutter = String(line);
  const room = Math.max(20, width - gutter.length - 7);
  const start = column === undefined || text.length <= room ? 0 : Math.max(0, column - 1 - Math.floor(room / 2));
  const cutBefore = start > 0 ? '…' : '';
  const cutAfter = text.length > start + room ? '…' : '';
  const shown = `${cutBefore}${printableLine(text.slice(start, start + room))}${cutAfter}`;
  const code = `  ${dim(`${gutter} |`)} ${shown}`;
  if (column === undefined) return [code];
  // What is shown as an escape is wider than it was.
  const indent = ' '.repeat(printableLine(text.slice(start, column - 1)).length + cutBefore.length);
  return [code, `  ${dim(`${' '.repeat(gutter.length)} |`)} ${indent}${red('^')}`];
}

/** What was asked last: a line of a megabyte may have thousands of problems, and is looked at once. */
let last: { readonly text: string; readonly isSecret: boolean } | undefined;

function isSecretLine(text: string): boolean {
  if (last?.text !== text) last = { text, isSecret: showsSecret(text) };
  return last.isSecret;
}
