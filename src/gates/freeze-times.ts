import { scheduleFields } from '../model/cron';
import type { ScheduleFields } from '../model/cron';
import { nextChange, zoneOffset } from './zone-clock';

const minute = 60_000;
const day = 24 * 60 * minute;

/** A freeze that comes again and again. */
interface RecurringTimes {
  readonly reason: string;
  readonly schedule: string;
  /** Hours and minutes: `1h30m`. */
  readonly duration: string;
  readonly timeZone: string;
}

/** A freeze from one instant to another (RFC 3339). */
interface OneTime {
  readonly reason: string;
  readonly from: string;
  readonly until: string;
}

/** When an environment is frozen. */
export type FreezeTimes = RecurringTimes | OneTime;

/** So many ends of freezes are looked at, more than a day has minutes: freezes that follow each other for longer never end. */
const mostEnds = 1_500;

/** Those that last at an instant: their beginning is part of it, and their end is not. @param now milliseconds since 1970 */
export function activeFreezes<Times extends FreezeTimes>(freezes: readonly Times[], now: number): readonly Times[] {
  return freezes.filter((freeze) => stillLasts(freeze, now) !== undefined);
}

/**
 * The first instant from one on at which none of these freezes lasts, in milliseconds since 1970; undefined when they never end.
 */
export function endOfFreezes(freezes: readonly FreezeTimes[], now: number): number | undefined {
  let at = now;
  for (let ends = 0; ends < mostEnds; ends += 1) {
    const lasting = freezes.map((freeze) => stillLasts(freeze, at)).filter((until) => until !== undefined);
    if (lasting.length === 0) return at;
    at = Math.max(...lasting);
    if (at === Number.POSITIVE_INFINITY) return undefined;
  }
  return undefined;
}

/**
 * An instant up to which a freeze lasts without a break, if it lasts now: it may go on from there. Undefined when it does not.
 */
function stillLasts(freeze: FreezeTimes, now: number): number | undefined {
  if ('from' in freeze) {
    const [from, until] = [Date.parse(freeze.from), Date.parse(freeze.until)];
    return from <= now && now < until ? until : undefined;
  }
  return recurringLasts(freeze, now);
}

/**
 * As Argo CD has it: it adds the present offset of the time zone to the clock, and asks a schedule in UTC
 * (`SyncWindow.active` of argo-cd 3.2, pkg/apis/application/v1alpha1/types.go). So a freeze is a time of the clocks on the wall,
 * which an hour that is skipped makes shorter, and one that comes twice makes longer. It leaves the very first instant out,
 * which would let something through between two freezes that follow each other.
 */
function recurringLasts({ schedule, duration, timeZone }: RecurringTimes, now: number): number | undefined {
  const fields = scheduleFields(schedule);
  // The model takes none that nobody can read; such a one would be no way out.
  if (fields === undefined) return Number.POSITIVE_INFINITY;
  const wall = now + zoneOffset(timeZone, now);
  const begun = lastStart(fields, wall, wall - durationMilliseconds(duration));
  if (begun === undefined) return undefined;
  const end = now + (begun + durationMilliseconds(duration) - wall);
  const look = Math.min(end, now + 7 * day);
  return nextChange(timeZone, now, look) ?? look;
}

/** The latest start of a schedule that is not after one time, and after another one; all on the wall, as if in UTC. */
function lastStart(fields: ScheduleFields, notAfter: number, after: number): number | undefined {
  const latest = Math.floor(notAfter / minute) * minute;
  for (let date = Math.floor(latest / day) * day; date + day > after; date -= day) {
    if (!isDay(fields, new Date(date))) continue;
    const start = lastOfDay(fields, date, latest);
    if (start !== undefined) return start > after ? start : undefined;
  }
  return undefined;
}

function lastOfDay({ hour, minute: minutes }: ScheduleFields, date: number, latest: number): number | undefined {
  for (const ofHour of [...hour.values].reverse()) {
    for (const ofMinute of [...minutes.values].reverse()) {
      const start = date + (ofHour * 60 + ofMinute) * minute;
      if (start <= latest) return start;
    }
  }
  return undefined;
}

// Where both restrict, either is enough, as cron has always had it.
function isDay({ day: days, month, weekday }: ScheduleFields, date: Date): boolean {
  if (!month.values.includes(date.getUTCMonth() + 1)) return false;
  const [isOfMonth, isOfWeek] = [days.values.includes(date.getUTCDate()), weekday.values.includes(date.getUTCDay())];
  return days.isEverything || weekday.isEverything ? isOfMonth && isOfWeek : isOfMonth || isOfWeek;
}

function durationMilliseconds(duration: string): number {
  const of = (unit: string): number => Number(new RegExp(`([0-9]+)${unit}`).exec(duration)?.[1] ?? 0);
  return (of('h') * 60 + of('m')) * minute;
}
