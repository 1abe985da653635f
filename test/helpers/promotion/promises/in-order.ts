import { at, listAt, textAt } from '../data';
import { comingIn, isRelease, type Change, type Coming } from '../doings';
import type { Seen } from '../history';
import { programWhich } from '../signers';
import { nameOf, urgencyOf, type Promised } from '../told';

/** A release was in the environments before, or is an urgent fix, or was healthy in this very one. */
export const inOrder: Promised = function* ({ all, changes }) {
  for (const change of changes) {
    const past = all.slice(0, all.indexOf(change.after));
    for (const coming of comingIn(change)) {
      const { service, environment, release } = coming;
      const gates = at(change.before.catalog.environments.get(environment), 'gates');
      if (urgencyOf(change) !== undefined && listAt(gates, 'hotfix', 'skips').includes('order')) continue;
      if (wasIn(past, coming) && isHealthy(change, coming)) continue;
      for (const other of listAt(gates, 'after'))
        if (typeof other === 'string' && !wasIn(past, { service, environment: other, release }))
          yield `${nameOf(change)}: ${service} ${textAt(release, 'version')} comes to ${environment}, and was in no ${other}`;
    }
  }
};

/** Who goes back goes to what ran there, was healthy unless he names it, and holds back what was bad. */
export const goneBack: Promised = function* ({ all, changes }) {
  for (const change of changes) {
    const { before, after, record } = change;
    if (textAt(record?.asked, 'verb') !== 'rollback') continue;
    const past = all.slice(0, all.indexOf(after));
    const [service, environment] = ['service', 'environment'].map(
      (field) => textAt(record?.asked, 'fields', field) ?? '',
    );
    const place = `${service} ${environment}`;
    // What is held back is what ran when it was asked for.
    const askedAt = Date.parse(textAt(record?.asked, 'at') ?? '');
    const seen = past.findLast((one) => one.at < askedAt) ?? before;
    const [was, is] = [seen, after].map(({ catalog }) => catalog.overlays.get(place));
    const coming = { service: service ?? '', environment: environment ?? '', release: at(is, 'release') };
    if (!wasIn(past, coming)) yield `${nameOf(change)} goes back to what never ran in ${environment}`;
    const isNamed = at(record?.asked, 'fields', 'release') !== undefined;
    if (!isNamed && !isHealthy(change, coming)) yield `${nameOf(change)} goes back to what nobody saw healthy`;
    const held = at(is, 'hold');
    const versions = at(held, 'releases');
    const isHeld =
      held !== undefined &&
      (versions === undefined || listAt(held, 'releases').includes(at(was, 'release', 'version')));
    if (!isHeld) yield `${nameOf(change)} goes back, and holds nothing back`;
  }
};

function wasIn(past: readonly Seen[], { service, environment, release }: Coming): boolean {
  return past.some(({ catalog }) =>
    isRelease(at(catalog.overlays.get(`${service} ${environment}`), 'release'), release),
  );
}

/** Whether a program that may say so has seen it healthy, as the record keeps it. */
function isHealthy({ before, record }: Change, { service, environment, release }: Coming): boolean {
  return (record?.health ?? []).some((one) => {
    const seen: unknown = JSON.parse(one.statement);
    return (
      textAt(seen, 'service') === service &&
      textAt(seen, 'environment') === environment &&
      isRelease(at(seen, 'release'), release) &&
      textAt(seen, 'healthySince') !== undefined &&
      programWhich(before.catalog, one, 'slipway-evidence') !== undefined
    );
  });
}
