/** Elements before that are replaced by elements after: half-open ranges of indexes. */
export interface Replacement {
  readonly before: readonly [start: number, end: number];
  readonly after: readonly [start: number, end: number];
}

/** Above this many comparisons a difference is shown as one replacement: exactness is not worth seconds. */
const mostComparisons = 4_000_000;

/** Finds what is replaced between two sequences by their longest common subsequence. */
export function compareSequences(before: readonly string[], after: readonly string[]): readonly Replacement[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const left = before.slice(start, before.length - end);
  const right = after.slice(start, after.length - end);
  if (left.length === 0 && right.length === 0) return [];
  const whole: Replacement = { before: [0, left.length], after: [0, right.length] };
  const found =
    left.length * right.length === 0 || left.length * right.length > mostComparisons ? [whole] : compare(left, right);
  return found.map((one) => ({
    before: [one.before[0] + start, one.before[1] + start],
    after: [one.after[0] + start, one.after[1] + start],
  }));
}

function compare(left: readonly string[], right: readonly string[]): readonly Replacement[] {
  const lengths = commonLengths(left, right);
  const width = right.length + 1;
  const replacements: Replacement[] = [];
  let [row, column] = [0, 0];
  let [fromRow, fromColumn] = [0, 0];
  const close = (): void => {
    if (row > fromRow || column > fromColumn)
      replacements.push({ before: [fromRow, row], after: [fromColumn, column] });
  };
  while (row < left.length && column < right.length) {
    if (left[row] === right[column]) {
      close();
      row++;
      column++;
      [fromRow, fromColumn] = [row, column];
    } else if ((lengths[(row + 1) * width + column] ?? 0) >= (lengths[row * width + column + 1] ?? 0)) row++;
    else column++;
  }
  [row, column] = [left.length, right.length];
  close();
  return replacements;
}

/** Lengths of the longest common subsequences of what is left from each pair of places on. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint32Array {
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  for (let row = left.length - 1; row >= 0; row--) {
    for (let column = right.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        left[row] === right[column]
          ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0);
    }
  }
  return lengths;
}
