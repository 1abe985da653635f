import { compareSequences } from './sequence';

/** A line of a difference: gone, new, kept beside them, or a mark for lines that are left out. */
export interface DiffLine {
  readonly sign: '-' | '+' | ' ' | '@';
  readonly text: string;
}

const context = 2;

/** Compares texts line by line: the lines that changed, with two lines around them. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const replacements = compareSequences(old, now);
  const lines: DiffLine[] = [];
  let shown = 0;
  for (const [index, { before: left, after: right }] of replacements.entries()) {
    const start = Math.max(shown, left[0] - context);
    if (start > shown) lines.push({ sign: '@', text: `line ${start + 1}` });
    keep(old.slice(start, left[0]));
    lines.push(...old.slice(left[0], left[1]).map((text): DiffLine => ({ sign: '-', text })));
    lines.push(...now.slice(right[0], right[1]).map((text): DiffLine => ({ sign: '+', text })));
    const next = replacements[index + 1]?.before[0] ?? old.length;
    shown = Math.min(left[1] + context, next);
    keep(old.slice(left[1], shown));
  }
  return lines;

  function keep(texts: readonly string[]): void {
    lines.push(...texts.map((text): DiffLine => ({ sign: ' ', text })));
  }
}

/** A text that ends without a line break is another text: Git's words for it. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  const last = lines.pop();
  return last === '' || last === undefined ? lines : [...lines, last, '\\ no line break at the end'];
}
