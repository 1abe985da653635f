// When Argo CD's sync windows are active, said again without Intl and without a reader of cron: offsets are a table of when
// clocks were set, and schedules are tried minute by minute.

const minute = 60_000;
const hour = 60 * minute;

/** Offsets in minutes, from an instant on. */
type Offsets = readonly (readonly [from: string, minutes: number])[];

/** When clocks were set (IANA time zone database), around years that are asked for. */
export const zones: Readonly<Record<string, Offsets>> = {
  UTC: [['2016-01-01T00:00Z', 0]],
  'Asia/Kolkata': [['2016-01-01T00:00Z', 330]],
  'Europe/Berlin': [
    ['2023-10-29T01:00Z', 60],
    ['2024-03-31T01:00Z', 120],
    ['2024-10-27T01:00Z', 60],
    ['2025-03-30T01:00Z', 120],
    ['2025-10-26T01:00Z', 60],
    ['2026-03-29T01:00Z', 120],
  ],
  'America/New_York': [
    ['2023-11-05T06:00Z', -300],
    ['2024-03-10T07:00Z', -240],
    ['2024-11-03T06:00Z', -300],
    ['2025-03-09T07:00Z', -240],
    ['2025-11-02T06:00Z', -300],
    ['2026-03-08T07:00Z', -240],
  ],
  // Half an hour, forth and back.
  'Australia/Lord_Howe': [
    ['2023-09-30T15:30Z', 660],
    ['2024-04-06T15:00Z', 630],
    ['2024-10-05T15:30Z', 660],
    ['2025-04-05T15:00Z', 630],
    ['2025-10-04T15:30Z', 660],
    ['2026-04-04T15:00Z', 630],
  ],
  // At midnight, so that a day began at one o'clock; not since 2019.
  'America/Sao_Paulo': [
    ['2016-10-16T03:00Z', -120],
    ['2017-02-19T02:00Z', -180],
    ['2017-10-15T03:00Z', -120],
    ['2018-02-18T02:00Z', -180],
    ['2018-11-04T03:00Z', -120],
    ['2019-02-17T02:00Z', -180],
  ],
};

const offsetsByZone = new Map(
  Object.entries(zones).map(([zone, offsets]) => [
    zone,
    offsets.map(([from, minutes]): readonly [number, number] => [Date.parse(from), minutes]),
  ]),
);

/** A schedule as sets of numbers; undefined for "*". */
export interface Sets {
  readonly minutes: readonly number[];
  readonly hours: readonly number[] | undefined;
  readonly days: readonly number[] | undefined;
  readonly months: readonly number[] | undefined;
  readonly weekdays: readonly number[] | undefined;
}

export interface OracleFreeze extends Sets {
  readonly timeZone: string;
  /** In minutes. */
  readonly duration: number;
}

/** `0,30 8 * * 1,5`. */
export function cronOf({ minutes, hours, days, months, weekdays }: Sets): string {
  return [minutes, hours, days, months, weekdays].map((set) => set?.join(',') ?? '*').join(' ');
}

/** What the clocks show at an instant, as if they were in UTC. */
export function wallAt(timeZone: string, instant: number): number {
  const [, minutes = 0] = (offsetsByZone.get(timeZone) ?? []).findLast(([from]) => from <= instant) ?? [];
  return instant + minutes * minute;
}

/** Starts of a freeze on the wall that are after one time, and not after another one. */
function startsBetween(sets: Sets, after: number, notAfter: number): readonly number[] {
  const starts: number[] = [];
  for (let wall = Math.ceil((after + 1) / hour) * hour - hour; wall <= notAfter; wall += hour) {
    const date = new Date(wall);
    if (sets.hours?.includes(date.getUTCHours()) === false) continue;
    if (sets.months?.includes(date.getUTCMonth() + 1) === false) continue;
    const isDay = sets.days?.includes(date.getUTCDate()) ?? sets.weekdays === undefined;
    const isWeekday = sets.weekdays?.includes(date.getUTCDay()) ?? sets.days === undefined;
    if (!isDay && !isWeekday) continue;
    for (const one of sets.minutes) {
      const start = wall + one * minute;
      if (start > after && start <= notAfter) starts.push(start);
    }
  }
  return starts;
}

/** Whether a freeze lasts: a start lies on the wall within its duration; the very start is part of it. */
export function isFrozen(freeze: OracleFreeze, instant: number): boolean {
  const wall = wallAt(freeze.timeZone, instant);
  return startsBetween(freeze, wall - freeze.duration * minute, wall).length > 0;
}

/** The first minute from an instant on at which none lasts, minute by minute; undefined if that is more than so many away. */
export function firstFree(freezes: readonly OracleFreeze[], instant: number, most: number): number | undefined {
  if (!freezes.some((freeze) => isFrozen(freeze, instant))) return instant;
  const all = freezes.map((freeze) => {
    const lasts = freeze.duration * minute;
    const wall = wallAt(freeze.timeZone, instant);
    return {
      ...freeze,
      lasts,
      starts: startsBetween(freeze, wall - lasts - 2 * hour, wall + most * minute + 2 * hour),
    };
  });
  for (let at = Math.floor(instant / minute) * minute + minute; at <= instant + most * minute; at += minute) {
    const isLasting = all.some(({ timeZone, lasts, starts }) => {
      const wall = wallAt(timeZone, at);
      return starts.some((start) => wall - lasts < start && start <= wall);
    });
    if (!isLasting) return at;
  }
  return undefined;
}
