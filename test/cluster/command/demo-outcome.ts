import type { Output } from '../../../src/cli/context';
import { describeApplication } from '../harness/applications';
import { waitsForPerson } from './application-row';
import type { ApplicationRow } from './application-row';
import type { Outcome } from './watch-applications';

/** Says how the demo ended, what is left for a person, and, when it did not settle, why. */
export function showOutcome(outcome: Outcome, manual: ReadonlySet<string>, { write, colours }: Output): void {
  const { isSettled, rows, seconds } = outcome;
  write('\n');
  if (isSettled) {
    const done = rows.filter((row) => !waitsForPerson(row));
    const isHealthy = done.every((row) => row.health === 'Healthy');
    write(
      `${colours.green('✓')} settled in ${Math.round(seconds)} s: ${done.length} Applications are Synced${isHealthy ? ' and Healthy' : ''}\n`,
    );
  } else {
    const unsettled = new Set(rows.filter((row) => !row.isSettled).map(({ name }) => name));
    write(
      `${colours.red('✗')} not settled after ${Math.round(seconds)} s: ${unsettled.size} of ${rows.length} Applications\n`,
    );
    for (const one of outcome.applications.filter(({ metadata }) => unsettled.has(metadata.name))) {
      write(`${describeApplication(one)}\n`);
    }
  }
  for (const environment of [...manual].sort()) {
    const left = rows.filter((row) => row.environment === environment && waitsForPerson(row));
    if (left.length > 0)
      write(`  ${left.length} of ${environment} wait for a person, who syncs it: ${proposal(left)}\n`);
  }
  const paused = rows.filter((row) => row.health === 'Suspended').map(({ name }) => name);
  if (paused.length > 0) write(`  paused until a person promotes: ${paused.join(', ')}\n`);
}

/** The first wave comes first: later ones are not even made until it is there. */
function proposal(rows: readonly ApplicationRow[]): string {
  const syncable = rows.filter(({ sync }) => sync === 'OutOfSync');
  const [first] = [...(syncable.length > 0 ? syncable : rows)].sort((a, b) => a.wave - b.wave);
  return `argocd app sync ${first?.name ?? ''}`;
}
