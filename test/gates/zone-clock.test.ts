import { nextChange, zoneOffset } from '../../src/gates/zone-clock';

const [second, hour, day] = [1000, 3_600_000, 86_400_000];

/** When clocks were set in 2026, and how far ahead of UTC they were before and after (IANA time zone database). */
const changes = [
  ['Europe/Berlin', '2026-03-29T01:00:00Z', 1, 2],
  ['Europe/Berlin', '2026-10-25T01:00:00Z', 2, 1],
  ['America/New_York', '2026-03-08T07:00:00Z', -5, -4],
  ['America/New_York', '2026-11-01T06:00:00Z', -4, -5],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 11, 10.5],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 10.5, 11],
] as const;

test.each(changes)('%s at %s: the clocks are set then, to the millisecond', (timeZone, instant, before, after) => {
  const change = Date.parse(instant);

  expect([zoneOffset(timeZone, change - 1), zoneOffset(timeZone, change)]).toEqual([before * hour, after * hour]);
  for (const earlier of [1, 30 * second, 60 * second - 1, 60 * second, 3 * hour, 6 * day])
    for (const later of [1, 30 * second, 60 * second, 3 * hour, 12 * hour])
      expect([earlier, later, nextChange(timeZone, change - earlier, change + later)]).toEqual([
        earlier,
        later,
        change,
      ]);
});

test.each(changes)('%s at %s: before it and after it they are not set', (timeZone, instant) => {
  const change = Date.parse(instant);

  expect(nextChange(timeZone, change - 6 * day, change - 1)).toBeUndefined();
  expect(nextChange(timeZone, change, change + 6 * day)).toBeUndefined();
});

test('clocks that nobody sets are as far ahead all year', () => {
  for (let month = 0; month < 12; month++) {
    expect(zoneOffset('UTC', Date.UTC(2026, month))).toBe(0);
    expect(zoneOffset('Asia/Kolkata', Date.UTC(2026, month))).toBe(5.5 * hour);
  }
});
