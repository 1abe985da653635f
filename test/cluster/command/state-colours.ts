import type { Colours } from '../../../src/cli/colours';
import type { Cell } from '../../../src/cli/table';
import type { ApplicationRow } from './application-row';

type Paint = keyof Omit<Colours, 'bold'>;

const paintBySync: Readonly<Record<string, Paint>> = { Synced: 'green', OutOfSync: 'yellow', '': 'dim' };
const paintByHealth: Readonly<Record<string, Paint>> = {
  Healthy: 'green',
  Progressing: 'cyan',
  Suspended: 'yellow',
  Missing: 'yellow',
  '': 'dim',
};

/**
 * `Synced`, in the colour of it; a dash until Argo CD has compared. What has no colour of its own is bad. A sync that runs
 * is said instead, except where it waits for a person: the root of a manual environment, for the first wave.
 */
export function paintSync({ sync, operation, isManual }: ApplicationRow, colours: Colours): Cell {
  if (operation === 'Running' && !isManual) return { text: 'syncing', paint: colours.cyan };
  return { text: sync === '' ? '-' : sync, paint: colours[paintBySync[sync] ?? 'red'] };
}

/** `Healthy`, likewise. */
export function paintHealth({ health }: ApplicationRow, colours: Colours): Cell {
  return { text: health === '' ? '-' : health, paint: colours[paintByHealth[health] ?? 'red'] };
}
