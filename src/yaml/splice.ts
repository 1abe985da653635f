/** A piece of a text, and what is to be there instead. */
export interface Splice {
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  readonly text: string;
}

/** Replaces pieces of a text, which do not overlap, and proves that everything else is as it was. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const ordered = splices.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const splice of ordered) {
    result += text.slice(at, splice.start) + splice.text;
    at = splice.end;
  }
  result += text.slice(at);
  if (!keepsAllElse(text, result, ordered)) throw new Error('splices of a text overlap');
  return result;
}

/** Walks through both texts side by side. */
function keepsAllElse(before: string, after: string, splices: readonly Splice[]): boolean {
  let atBefore = 0;
  let atAfter = 0;
  for (const { start, end, text } of splices) {
    const kept = start - atBefore;
    if (kept < 0 || end < start || end > before.length) return false;
    if (!after.startsWith(before.slice(atBefore, start), atAfter)) return false;
    if (!after.startsWith(text, atAfter + kept)) return false;
    atBefore = end;
    atAfter += kept + text.length;
  }
  return after.slice(atAfter) === before.slice(atBefore);
}
