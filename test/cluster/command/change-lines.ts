import type { Output } from '../../../src/cli/context';
import { alignRows } from '../../../src/cli/table';
import { isSame } from './application-row';
import type { ApplicationRow } from './application-row';
import type { ApplicationView } from './live-table';
import { paintHealth, paintSync } from './state-colours';

/** Widths of seconds, name, sync and health: lines come one by one, and stand below each other none the less. */
const widths = [5, 32, 9, 11];

/** A line for each change, for logs: where no terminal is, nothing can be drawn again. */
export function changeLines({ write, colours }: Output): ApplicationView {
  let before = new Map<string, ApplicationRow>();
  return {
    show: (rows, seconds) => {
      const time = { text: `${Math.round(seconds)} s`.padStart(5) };
      for (const row of rows.filter((one) => !isSame(one, before.get(one.name)))) {
        const { name, revision } = row;
        const cells = [time, { text: name }, paintSync(row, colours), paintHealth(row, colours), { text: revision }];
        write(`${alignRows([cells], widths).join('\n')}\n`);
      }
      before = new Map(rows.map((row) => [row.name, row]));
    },
    close: () => undefined,
  };
}
