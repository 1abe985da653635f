import type { Colours } from '../../../src/cli/colours';
import { alignRows, columnWidths } from '../../../src/cli/table';
import type { Cell, Row } from '../../../src/cli/table';
import { isFailing, waitsForPerson } from './application-row';
import type { ApplicationRow } from './application-row';
import type { Window } from './command-context';
import { paintHealth, paintSync } from './state-colours';

interface Column {
  readonly title: string;
  readonly cell: (row: ApplicationRow, colours: Colours) => Cell;
  /** The highest one is left out first where the window is narrow. */
  readonly dispensable: number;
}

const columns: readonly Column[] = [
  { title: 'APPLICATION', cell: ({ name }) => ({ text: name }), dispensable: 0 },
  { title: 'ENVIRONMENT', cell: ({ environment }) => ({ text: environment }), dispensable: 3 },
  { title: 'WAVE', cell: ({ wave }) => ({ text: String(wave).padStart('WAVE'.length) }), dispensable: 1 },
  { title: 'SYNC', cell: paintSync, dispensable: 0 },
  { title: 'HEALTH', cell: paintHealth, dispensable: 0 },
  { title: 'REVISION', cell: ({ revision }, { dim }) => ({ text: revision, paint: dim }), dispensable: 2 },
];

/** The lines of the table: what is not settled comes first, and what has no room is counted. */
export function tableLines(
  rows: readonly ApplicationRow[],
  seconds: number,
  { rows: height, columns: width }: Window,
  colours: Colours,
): readonly string[] {
  const inOrder = [...rows].sort((a, b) => Number(a.isSettled) - Number(b.isSettled) || compare(a, b));
  // Two lines above them, one for those that have no room, and one for the cursor.
  const room = Math.max(1, height - 4);
  const shown = inOrder.length <= room + 1 ? inOrder.length : room;
  const rest = inOrder.slice(shown);
  const lines = aligned(inOrder, width - 1, colours).slice(0, shown + 1);
  const isRestSettled = rest.every((row) => row.isSettled);
  const more = `and ${rest.length} more${isRestSettled ? ', settled' : ''}`;
  return [countsLine(rows, seconds, width - 1, colours), ...lines, ...(rest.length === 0 ? [] : [colours.dim(more)])];
}

/** "57 s  41 Applications  7 on the way  20 settled  14 waiting for a person", as much of it as has room. */
export function countsLine(
  rows: readonly ApplicationRow[],
  seconds: number,
  width: number,
  { bold, green, yellow, cyan, red }: Colours,
): string {
  const count = (test: (row: ApplicationRow) => boolean): number => rows.filter(test).length;
  const counts: readonly (readonly [number, string, (text: string) => string])[] = [
    [count((row) => isFailing(row)), 'failing', red],
    [count((row) => !row.isSettled && !isFailing(row)), 'on the way', cyan],
    [count((row) => row.isSettled && !waitsForPerson(row)), 'settled', green],
    [count((row) => row.isSettled && waitsForPerson(row)), 'waiting for a person', yellow],
  ];
  const start = `${String(Math.round(seconds)).padStart(3)} s  ${rows.length} Applications`;
  let [line, used] = [bold(start), start.length];
  for (const [number, words, paint] of counts) {
    const text = `${number} ${words}`;
    if (number === 0 || used + 2 + text.length > width) continue;
    line += `  ${paint(text)}`;
    used += 2 + text.length;
  }
  return line;
}

/** The rows and their header, in columns; a line that breaks would spoil the drawing, so columns are left out. */
function aligned(rows: readonly ApplicationRow[], width: number, colours: Colours): readonly string[] {
  let kept = columns;
  for (;;) {
    const cells: readonly Row[] = [
      kept.map(({ title }) => ({ text: title, paint: colours.dim })),
      ...rows.map((row) => kept.map(({ cell }) => cell(row, colours))),
    ];
    const widths = columnWidths(cells);
    const needed = widths.reduce((sum, one) => sum + one + 2, -2);
    const most = Math.max(...kept.map(({ dispensable }) => dispensable));
    if (needed <= width || most === 0)
      return alignRows(
        cells.map((row) => shortened(row, needed - width)),
        undefined,
      );
    kept = kept.filter(({ dispensable }) => dispensable !== most);
  }
}

/** The name gives way when nothing else can. */
function shortened(row: Row, excess: number): Row {
  const [name, ...others] = row;
  if (excess <= 0 || name === undefined) return row;
  return [{ ...name, text: `${name.text.slice(0, Math.max(1, name.text.length - excess - 1))}…` }, ...others];
}

function compare(a: ApplicationRow, b: ApplicationRow): number {
  return a.environment === b.environment
    ? a.wave - b.wave || (a.name < b.name ? -1 : 1)
    : a.environment < b.environment
      ? -1
      : 1;
}
