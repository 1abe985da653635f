import { printableLine } from '../model/printable';

/** A piece of text in a table, and how it is painted. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

export type Row = readonly Cell[];

/** A cell that is wider does not widen its column: it pushes only its own row to the right. */
const widest = 40;
const gap = '  ';

/** The width of each column of rows that are shown below each other. */
export function columnWidths(rows: readonly Row[]): readonly number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => printableLine(row[column]?.text ?? '').length).filter((width) => width <= widest)),
  );
}

/**
 * Writes rows with their cells below each other. Padding comes after painting, so colours do not shift anything.
 *
 * @param widths of the columns; one that has none is not aligned
 */
export function alignRows(rows: readonly Row[], widths: readonly number[] = columnWidths(rows)): readonly string[] {
  return rows.map((row) =>
    row
      .map(({ text: said, paint }, column) => {
        const text = printableLine(said);
        const painted = paint === undefined ? text : paint(text);
        const isLast = row.slice(column + 1).every((cell) => cell.text === '');
        return isLast ? painted : painted + ' '.repeat(Math.max(0, (widths[column] ?? 0) - text.length));
      })
      .join(gap)
      .trimEnd(),
  );
}
