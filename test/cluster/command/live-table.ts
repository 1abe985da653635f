import type { Output } from '../../../src/cli/context';
import { ownEscape } from '../../../src/cli/shown-text';
import type { ApplicationRow } from './application-row';
import type { Window } from './command-context';
import { tableLines } from './table-lines';

/** Shows how far the Applications are. */
export interface ApplicationView {
  readonly show: (rows: readonly ApplicationRow[], seconds: number) => void;
  /** Leaves the terminal as it was. */
  readonly close: () => void;
}

const hideCursor = ownEscape('?25l');
const showCursor = ownEscape('?25h');
const toFirstColumn = ownEscape('1G');
const eraseToEndOfLine = ownEscape('K');
const eraseBelow = ownEscape('J');

/** A table that is drawn again in its place, as large as the window is at that moment. */
export function liveTable(output: Output, window: () => Window | undefined): ApplicationView {
  let drawn = 0;
  const close = (): void => output.write(showCursor);
  output.write(hideCursor);
  // Also when this process fails in the middle.
  process.once('exit', close);
  return {
    show: (rows, seconds) => {
      const size = window() ?? { rows: 24, columns: 80 };
      const lines = tableLines(rows, seconds, size, output.colours);
      // The window may have become smaller: what has left it cannot be drawn again.
      const up = Math.min(drawn, Math.max(0, size.rows - 1));
      const text = lines.map((line) => `${line}${eraseToEndOfLine}\n`).join('');
      output.write(`${up === 0 ? '' : ownEscape(`${up}A`)}${toFirstColumn}${text}${eraseBelow}`);
      drawn = lines.length;
    },
    close: () => {
      process.off('exit', close);
      close();
    },
  };
}
