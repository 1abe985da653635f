import { at, isSame, listAt, numberAt, textAt } from '../data';
import type { Seen } from '../history';
import { nameOf, type Promised } from '../told';
import { isFrozen } from './kept-back';

/** Nobody gets more or fewer pods than the environment allows. */
export const withinLimits: Promised = function* ({ changes }) {
  for (const change of changes) {
    for (const { kind, service, environment } of change.doings) {
      const pods = numberAt(change.after.catalog.overlays.get(`${service} ${environment}`), 'scale', 'replicas');
      if (kind !== 'scale' || pods === undefined) continue;
      const limits = at(change.before.catalog.environments.get(environment), 'gates', 'limits');
      const [most = Infinity, fewest = 0] = [numberAt(limits, 'replicas'), numberAt(limits, 'fewestReplicas')];
      if (pods > most || pods < fewest) yield `${nameOf(change)} asks for ${pods} pods in ${environment}`;
    }
  }
};

/** A scale that was for a while goes back to what was there before it. */
export const goesBack: Promised = function* ({ all, changes }) {
  for (const change of changes) {
    const { after, before, record } = change;
    for (const [place, overlay] of before.catalog.overlays) {
      const now = after.catalog.overlays.get(place);
      if (at(overlay, 'scaleUntil') === undefined || at(now, 'scaleUntil') !== undefined) continue;
      if (textAt(record?.asked, 'verb') !== 'scale') {
        yield `${nameOf(change)} forgets when the scale of ${place} ends`;
        continue;
      }
      if (at(record?.asked, 'fields', 'back') !== true) continue;
      const begun = all.slice(0, all.indexOf(after)).findLast((seen) => !isForAWhile(seen, place));
      if (!isSame(at(now, 'scale'), at(begun?.catalog.overlays.get(place), 'scale')))
        yield `${nameOf(change)} brings ${place} back to what it was not before`;
    }
  }
};

/** When somebody has done what was due, nothing is due that needs nobody and may be done. */
export const doneWhenDue: Promised = function* ({ all, told }) {
  for (const tick of told.ticks) {
    const seen = all.find(({ commit }) => commit === tick.head);
    if (seen === undefined) throw new Error(`nobody can tell where ${tick.head} is`);
    const { catalog } = seen;
    const isDue = (until: string | undefined): boolean => until !== undefined && Date.parse(until) <= tick.at;
    for (const [place, overlay] of catalog.overlays) {
      const environment = place.split(' ')[1] ?? '';
      const isScaled = isDue(textAt(overlay, 'scaleUntil', 'until')) && !isFrozen(catalog, environment, tick.at);
      if (isScaled && !needsSomebody(seen, environment, 'scale')) yield `${place} is scaled for longer than was asked`;
      const isHeld = isDue(textAt(overlay, 'hold', 'until')) && !needsSomebody(seen, environment, 'hold');
      if (isHeld) yield `${place} is held for longer than was asked`;
    }
    for (const [environment, one] of catalog.environments)
      if (isDue(textAt(one, 'hold', 'until')) && !needsSomebody(seen, environment, 'hold'))
        yield `${environment} is held for longer than was asked`;
  }
};

function isForAWhile({ catalog }: Seen, place: string): boolean {
  return at(catalog.overlays.get(place), 'scaleUntil') !== undefined;
}

function needsSomebody({ catalog }: Seen, environment: string, kind: string): boolean {
  return listAt(catalog.environments.get(environment), 'gates', 'approvals').some(
    (rule) => at(rule, 'kinds') === undefined || listAt(rule, 'kinds').includes(kind),
  );
}
