import { changesIn } from './promotion/doings';
import { historyOf } from './promotion/history';
import { agreed, ticketed } from './promotion/promises/agreed';
import { goneBack, inOrder } from './promotion/promises/in-order';
import { frozen, held } from './promotion/promises/kept-back';
import { ended, oneRecord, told } from './promotion/promises/one-record';
import { rendered } from './promotion/promises/rendered';
import { doneWhenDue, goesBack, withinLimits } from './promotion/promises/scaled';
import type { Promised, Told } from './promotion/told';

/** All that people were promised. */
export const promises: readonly Promised[] = [
  oneRecord,
  told,
  ended,
  agreed,
  ticketed,
  inOrder,
  goneBack,
  frozen,
  held,
  withinLimits,
  goesBack,
  doneWhenDue,
  rendered,
];

/**
 * What a branch breaks of what people were promised, read of Git alone and decided by nothing of ours; empty when nothing.
 *
 * @param said what those saw who asked
 */
export function brokenPromises(remote: string, said: Told, asked: readonly Promised[] = promises): readonly string[] {
  const all = historyOf(remote);
  const changes = changesIn(all);
  return [...new Set(asked.flatMap((promise) => [...promise({ remote, all, changes, told: said })]))];
}
