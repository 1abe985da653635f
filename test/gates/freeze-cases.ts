import * as fc from 'fast-check';

import { activeFreezes, endOfFreezes } from '../../src/gates/freeze-times';
import { Freeze } from '../../src/model/freeze';
import { cronOf, firstFree, isFrozen, wallAt, zones } from './freeze-oracle';
import type { OracleFreeze } from './freeze-oracle';

const minute = 60_000;

/** When clocks are set, within a day of it, to the minute; and a millisecond before and after. */
const instants = fc.constantFrom(...Object.keys(zones)).chain((timeZone) => {
  const changes = (zones[timeZone] ?? []).slice(1).map(([from]) => Date.parse(from));
  const around = changes.length > 0 ? changes : [Date.parse('2024-02-29T12:00Z'), Date.parse('2025-12-31T23:30Z')];
  const offset = fc.oneof(
    fc.integer({ min: -4 * 60, max: 4 * 60 }).map((quarters) => quarters * 1),
    fc.integer({ min: -36 * 4, max: 36 * 4 }).map((quarters) => quarters * 15),
  );
  return fc
    .tuple(fc.constantFrom(...around), offset, fc.constantFrom(-1, 0, 0, 1))
    .map(([change, minutes, milliseconds]) => ({ timeZone, now: change + minutes * minute + milliseconds }));
});

/** A freeze that begins or ends about now, or not far from it. */
function freezeNear(timeZone: string, now: number): fc.Arbitrary<OracleFreeze> {
  const wall = wallAt(timeZone, Math.round(now / minute) * minute);
  return fc
    .record({
      duration: fc.constantFrom(1, 15, 30, 45, 60, 61, 90, 120, 150, 480, 24 * 60, 25 * 60, 60 * 60),
      isAtEnd: fc.boolean(),
      shift: fc.constantFrom(0, 0, 0, 1, -1, 15, -15, 30, -30, 60, -60, 120),
      everyHour: fc.constantFrom(false, false, false, true),
      on: fc.constantFrom('day', 'weekday', 'date', 'month', 'date or weekday'),
      more: fc.constantFrom(0, 0, 7, 30),
    })
    .map(({ duration, isAtEnd, shift, everyHour, on, more }) => {
      const start = new Date(wall + (shift - (isAtEnd ? duration : 0)) * minute);
      const [minutes, days, weekdays] = [start.getUTCMinutes(), start.getUTCDate(), start.getUTCDay()];
      return {
        timeZone,
        duration,
        minutes: [...new Set([minutes, (minutes + more) % 60])],
        hours: everyHour ? undefined : [start.getUTCHours()],
        days: on === 'date' || on === 'date or weekday' ? [days] : undefined,
        months: on === 'month' ? [start.getUTCMonth() + 1] : undefined,
        weekdays: on === 'weekday' ? [weekdays] : on === 'date or weekday' ? [(weekdays + 2) % 7] : undefined,
      };
    });
}

const cases = instants.chain(({ timeZone, now }) =>
  fc.record({
    now: fc.constant(now),
    freezes: fc.oneof(
      { weight: 2, arbitrary: freezeNear(timeZone, now).map((one) => [one]) },
      {
        weight: 1,
        arbitrary: fc.tuple(freezeNear(timeZone, now), freezeNear('Asia/Kolkata', now), freezeNear('UTC', now)),
      },
    ),
  }),
);

/** Holds cases against the oracle, and says how often it was frozen. */
export function playFreezes(runs: number): { readonly frozen: number; readonly free: number } {
  const counts = { frozen: 0, free: 0 };
  fc.assert(
    fc.property(cases, ({ now, freezes }) => {
      const parsed = freezes.map(toFreeze);
      for (const at of [now - 1, now, now + 1]) {
        const expected = freezes.filter((freeze) => isFrozen(freeze, at)).map(cronOf);
        expect(activeFreezes(parsed, at).map(({ schedule }) => schedule)).toEqual(expected);
        counts[expected.length > 0 ? 'frozen' : 'free'] += 1;
      }
      const most = 3 * 24 * 60;
      const free = firstFree(freezes, now, most);
      const found = endOfFreezes(parsed, now);
      if (free === undefined) expect(found === undefined || found > now + (most - 1) * minute).toBe(true);
      else expect(found).toBe(free);
    }),
    { numRuns: runs },
  );
  return counts;
}

function toFreeze(freeze: OracleFreeze): Freeze {
  const [hours, minutes] = [Math.floor(freeze.duration / 60), freeze.duration % 60];
  return Freeze.parse({
    reason: 'a case',
    schedule: cronOf(freeze),
    duration: `${hours > 0 ? `${hours}h` : ''}${minutes > 0 ? `${minutes}m` : ''}`,
    timeZone: freeze.timeZone,
  });
}
