import * as z from 'zod';

/** A date and time with its offset from UTC (RFC 3339): it means the same to everybody, wherever they read it. */
export const Instant = z.iso.datetime({
  offset: true,
  error: 'must be a date and time with its offset, such as "2026-12-24T18:00:00+01:00", in quotes',
});

/** A span of time: days, hours and minutes, such as `30m`, `24h` or `1d12h`; more than nothing. */
export const Span = z
  .string()
  .regex(
    /^(?=.*[1-9])(?=.)([0-9]{1,4}d)?([0-9]{1,4}h)?([0-9]{1,4}m)?$/,
    'must be days, hours and minutes such as "30m", "24h" or "1d12h"',
  );

/** Milliseconds of a span. @param span as `Span` takes it */
export function spanMilliseconds(span: string): number {
  const of = (unit: string): number => Number(new RegExp(`([0-9]+)${unit}`).exec(span)?.[1] ?? 0);
  return ((of('d') * 24 + of('h')) * 60 + of('m')) * 60_000;
}

/** Whether one instant is before another one, whatever their offsets. */
export function isEarlier(instant: string, other: string): boolean {
  return Date.parse(instant) < Date.parse(other);
}
