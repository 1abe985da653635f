import { at, listAt, textAt } from '../data';
import { comingIn, isDeploying, type Coming } from '../doings';
import type { Seen, SeenCatalog } from '../history';
import { nameOf, spanOf, urgencyOf, type Promised } from '../told';

/** In an environment that is frozen nothing is deployed but urgent fixes, where they may be. */
export const frozen: Promised = function* ({ changes }) {
  for (const change of changes) {
    const { before, after } = change;
    for (const environment of new Set(change.doings.filter(isDeploying).map((one) => one.environment))) {
      if (!isFrozen(before.catalog, environment, after.at)) continue;
      if (isSkipped(before, environment, 'freeze') && urgencyOf(change) !== undefined) continue;
      yield `${nameOf(change)} deploys to ${environment}, which is frozen`;
    }
  }
};

/** While something is held, its release stays. */
export const held: Promised = function* ({ changes }) {
  for (const change of changes) {
    const { before, after } = change;
    for (const coming of comingIn(change)) {
      if (holdsOf(before.catalog, coming, after.at).length === 0) continue;
      if (isSkipped(before, coming.environment, 'hold') && urgencyOf(change) !== undefined) continue;
      yield `${nameOf(change)} releases ${coming.service} in ${coming.environment}, which is held`;
    }
  }
};

/** Whether a freeze lasts: its beginning is part of it, and its end is not. @param now milliseconds since 1970 */
export function isFrozen({ environments }: SeenCatalog, environment: string, now: number): boolean {
  return listAt(environments.get(environment), 'freezes').some((freeze) => {
    const [from, until] = ['from', 'until'].map((key) => Date.parse(textAt(freeze, key) ?? ''));
    if (from !== undefined && until !== undefined && !Number.isNaN(from)) return from <= now && now < until;
    return isDaily(freeze, now);
  });
}

/** The model knows freezes of each day only: "0 17 * * *". */
function isDaily(freeze: unknown, now: number): boolean {
  const schedule = textAt(freeze, 'schedule') ?? '';
  const [, minute, hour] = /^(\d+) (\d+) \* \* \*$/.exec(schedule) ?? [];
  if (minute === undefined) throw new Error(`"${schedule}" is no schedule that the model knows`);
  const day = spanOf('1d');
  const begin = Number(hour) * spanOf('1h') + Number(minute) * spanOf('1m');
  const since = (((now - begin) % day) + day) % day;
  return since < spanOf(textAt(freeze, 'duration') ?? '');
}

function holdsOf(catalog: SeenCatalog, { service, environment, release }: Coming, now: number): readonly unknown[] {
  const team = textAt(catalog.services.get(service), 'team') ?? '';
  return [
    at(catalog.overlays.get(`${service} ${environment}`), 'hold'),
    at(catalog.environments.get(environment), 'hold'),
    at(catalog.platform, 'teams', team, 'hold'),
  ].filter((hold) => {
    const until = textAt(hold, 'until');
    const isOver = until !== undefined && Date.parse(until) <= now;
    const isOfThis = at(hold, 'releases') === undefined || listAt(hold, 'releases').includes(at(release, 'version'));
    return hold !== undefined && !isOver && isOfThis;
  });
}

function isSkipped({ catalog }: Seen, environment: string, gate: string): boolean {
  return listAt(catalog.environments.get(environment), 'gates', 'hotfix', 'skips').includes(gate);
}
