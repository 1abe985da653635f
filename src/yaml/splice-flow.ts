import type { Layout } from './layout';
import { Unspliceable } from './operation';
import { columnOf, isFirstOnLine } from './own-lines';
import type { Splice } from './splice';

/**
 * Adds an entry to a flow collection that has some.
 *
 * @param after index of the entry that it follows; -1 for none
 */
export function insertInFlow(text: string, layout: Layout, after: number, entry: string, lineBreak: string): Splice {
  const neighbour = layout.entries[Math.max(after, 0)];
  if (neighbour === undefined) throw new Unspliceable('it is empty', layout.start);
  refuseProperties(neighbour);
  const { start, end } = neighbour;
  // Where each entry has a line of its own, the new one gets one, too.
  const isOnLines = isFirstOnLine(text, start);
  const gap = isOnLines ? `${lineBreak}${' '.repeat(columnOf(text, start))}` : ' ';
  if (after === -1) return { start, end: start, text: `${entry},${gap}` };
  if (isOnLines) refuseCommentBeside(text, end);
  return { start: end, end, text: `,${gap}${entry}` };
}

/** Takes an entry out of a flow collection that keeps others. */
export function removeFromFlow(text: string, { entries }: Layout, index: number): Splice {
  const [previous, entry, next] = [entries[index - 1], entries[index], entries[index + 1]];
  if (entry === undefined) throw new Unspliceable('it is not there');
  refuseProperties(entry);
  if (next !== undefined) refuseProperties(next);
  const [start, end] = previous === undefined ? [entry.start, next?.start ?? entry.end] : [previous.end, entry.end];
  const between = previous === undefined ? text.slice(entry.end, end) : text.slice(start, entry.start);
  if (!/^[\s,]*$/.test(between)) throw new Unspliceable('a comment is beside it', entry.start);
  if (isFirstOnLine(text, entry.start)) refuseCommentBeside(text, entry.end);
  return { start, end, text: '' };
}

/** Refuses what holds a comment, which would be lost. */
export function refuseComments(text: string, { entries, start, end }: Layout): void {
  let at = start + 1;
  for (const entry of [...entries, { start: end - 1, end }]) {
    if (text.slice(at, entry.start).includes('#')) throw new Unspliceable('a comment is in it', at);
    at = entry.end;
  }
}

function refuseProperties({ oddity, start }: Layout['entries'][number]): void {
  if (oddity !== undefined) throw new Unspliceable(`the ${oddity} is in the way`, start);
}

/** It would be beside another entry afterwards. */
function refuseCommentBeside(text: string, end: number): void {
  if (/^[ \t]*(?:,[ \t]*)?#/.test(text.slice(end, lineEnd(text, end)))) {
    throw new Unspliceable('a comment is beside it', end);
  }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}
