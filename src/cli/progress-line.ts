import type { Output } from './context';
import { ownEscape } from './shown-text';

/** One line on a terminal that says how far a longer work is. */
export interface ProgressLine {
  readonly show: (done: number, total: number) => void;
  /** Removes the line. */
  readonly clear: () => void;
}

const silent: ProgressLine = { show: () => undefined, clear: () => undefined };

/** The cursor at the beginning of an empty line. */
const emptied = ownEscape('1G') + ownEscape('2K');

/** Work that is done sooner shows nothing: a line that only flickers is worse than none. */
const patienceMilliseconds = 120;
const redrawMilliseconds = 40;

/** Makes a progress line; it is silent where nobody can see it move. */
export function progressLine(output: Output, isDumb: boolean, now: () => number, label: string): ProgressLine {
  if (!output.isTerminal || isDumb) return silent;
  const width = 24;
  let next = now() + patienceMilliseconds;
  let isShown = false;
  return {
    show: (done, total) => {
      if (now() < next) return;
      next = now() + redrawMilliseconds;
      isShown = true;
      const filled = total === 0 ? width : Math.floor((done / total) * width);
      const bar = `${'━'.repeat(filled)}${output.colours.dim('━'.repeat(width - filled))}`;
      output.write(`${emptied}${label} ${bar} ${done}/${total}`);
    },
    clear: () => {
      if (isShown) output.write(emptied);
    },
  };
}
