import { activeFreezes, endOfFreezes } from '../../gates/freeze-times';
import { instantWords } from '../../gates/words';
import type { Catalog } from '../../model/catalog';
import { gatesOf } from '../../model/gates-of';
import type { Problem } from '../../model/problem';

/** What a freeze says of a sync by hand. */
export interface FrozenSync {
  /** Why nothing is to be started; undefined where no freeze lasts, or an urgent fix may go past it. */
  readonly problem: Problem | undefined;
  /** The freezes that last, and until when; undefined where none does. */
  readonly words: string | undefined;
}

/**
 * Asks the freezes of an environment about a sync by hand. Argo CD's windows let one through where an urgent fix may go past a freeze
 * (`allowsManualSync`), and know nothing of those that come once; whether this sync is one says who starts it.
 *
 * @param hotfix why it is urgent; undefined where it is not
 * @param now milliseconds since 1970
 */
export function frozenSync(catalog: Catalog, environment: string, hotfix: string | undefined, now: number): FrozenSync {
  const freezes = catalog.environments.get(environment)?.freezes ?? [];
  const active = activeFreezes(freezes, now);
  if (active.length === 0) return { problem: undefined, words: undefined };
  const until = endOfFreezes(freezes, now);
  const end = until === undefined ? 'it does not end by itself' : `until ${instantWords(until)}`;
  const words = `"${environment}" is frozen, ${end}: ${active.map(({ reason }) => reason).join(', ')}`;
  const isExempt = gatesOf(catalog, environment).hotfix?.skips.includes('freeze') === true;
  if (isExempt && hotfix !== undefined) return { problem: undefined, words };
  const hint = isExempt
    ? 'sync when it has ended; an urgent fix that was agreed to as one is synced with --hotfix WHY'
    : 'sync when it has ended, or end it in the catalog';
  return { problem: { file: 'ENV', path: [], message: words, hint }, words };
}
