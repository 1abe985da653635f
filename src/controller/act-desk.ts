import type { Act } from '../delivery/act-statement';
import { backOff } from './back-off';
import type { ChangeDoor } from './door';
import type { Acts } from './journal/acts';
import type { JournalStore } from './journal/journal-store';
import type { Reports } from './journal/reports';
import type { Log } from './log';
import type { Metrics } from './metrics';
import { mostAhead } from './observation';

/** What acts are taken with. */
export interface ActDeskParts {
  readonly store: JournalStore;
  readonly acts: Acts;
  readonly reports: Reports;
  readonly door: Pick<ChangeDoor, 'keepActs'>;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
}

const day = 86_400_000;
/** What happened longer ago is not seen anew: an Application tells of its last ten syncs, however old they are. */
const oldest = 30 * day;
/** Nobody is called for what happened longer ago, as after a time in which nobody has looked. It is kept all the same. */
const oldestNotice = day;
const mostAtOnce = 200;

/** Tells what people have done in Argo CD by hand as soon as it is seen, and brings it to Git. */
export class ActDesk {
  constructor(private readonly parts: ActDeskParts) {}

  /** Takes what was seen; what is known already is not told again. Only in the work of a write. */
  take(seen: readonly Act[]): void {
    const { acts, reports, now, log, metrics } = this.parts;
    for (const act of seen) {
      const age = now() - Date.parse(act.at);
      if (age > oldest || age < -mostAhead || !acts.add(act, now())) continue;
      const { application, service, environment, id, by, what, at } = act;
      metrics.count('acts_total');
      log('act.seen', { application, service, environment, by, what, doneAt: at });
      if (age > oldestNotice) continue;
      const text = `by hand in Argo CD: ${by} ${what}; ${service} in ${environment}, ${at}`;
      reports.add(
        { kind: 'notice', runId: `act/${environment}/${application}/${id}`, notice: { act, text, effects: [] } },
        now(),
      );
    }
  }

  /** Brings what is due to Git. @returns whether something was done */
  async step(): Promise<boolean> {
    const { acts, door, store, now, random, log } = this.parts;
    const due = acts.due(now(), mostAtOnce);
    if (due.length === 0) return false;
    try {
      await door.keepActs(due.map(({ act }) => act));
    } catch (error) {
      log('acts.postponed', { acts: due.length, reason: error instanceof Error ? error.message : String(error) });
      await store.write(() => {
        for (const one of due) acts.postpone(one, now() + backOff(one.attempts + 1, random()));
      });
      return false;
    }
    await store.write(() => acts.setKept(due, now() - oldest - day));
    return true;
  }
}
