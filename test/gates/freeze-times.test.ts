import { activeFreezes, endOfFreezes } from '../../src/gates/freeze-times';
import type { FreezeTimes } from '../../src/gates/freeze-times';
import { playFreezes } from './freeze-cases';

const berlin = (schedule: string, duration: string): FreezeTimes => ({
  reason: 'nobody is there',
  schedule,
  duration,
  timeZone: 'Europe/Berlin',
});

test.each([
  [
    'an hour that is skipped makes a freeze shorter',
    berlin('0 22 * * *', '8h'),
    '2025-03-29T21:00Z',
    '2025-03-30T04:00Z',
  ],
  ['an hour that comes twice makes it longer', berlin('0 22 * * *', '8h'), '2025-10-25T20:00Z', '2025-10-26T05:00Z'],
  [
    'one that begins in the skipped hour begins late',
    berlin('30 2 * * *', '1h'),
    '2025-03-30T01:00Z',
    '2025-03-30T01:30Z',
  ],
  [
    'one that ends as the hour comes again goes on',
    berlin('0 2 * * *', '1h'),
    '2025-10-26T00:00Z',
    '2025-10-26T02:00Z',
  ],
])('%s', (_, freeze, begins, ends) => {
  const [from, to] = [Date.parse(begins), Date.parse(ends)];

  expect(activeFreezes([freeze], from - 1)).toEqual([]);
  expect(activeFreezes([freeze], from)).toEqual([freeze]);
  expect(endOfFreezes([freeze], from)).toBe(to);
  expect(activeFreezes([freeze], to - 1)).toEqual([freeze]);
  expect(activeFreezes([freeze], to)).toEqual([]);
});

test('one that comes and goes within the hour that comes twice comes twice', () => {
  const freeze = berlin('15 2 * * *', '15m');
  const isActive = (at: string): boolean => activeFreezes([freeze], Date.parse(at)).length > 0;

  expect(['00:15', '00:30', '01:15', '01:30'].map((time) => isActive(`2025-10-26T${time}Z`))).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('freezes that follow each other or overlap end when the last one does', () => {
  const all = [
    { reason: 'closing', from: '2026-12-20T10:00:00+01:00', until: '2026-12-20T12:00:00+01:00' },
    berlin('0 12 * * *', '2h'),
    berlin('30 13 * * *', '1h'),
    berlin('31 14 * * *', '1h'),
  ];

  expect(endOfFreezes(all, Date.parse('2026-12-20T11:00:00+01:00'))).toBe(Date.parse('2026-12-20T14:30:00+01:00'));
});

test('a freeze of one time lasts from its beginning to before its end', () => {
  const all = [{ reason: 'closing', from: '2026-12-20T10:00:00+01:00', until: '2026-12-20T12:00:00+01:00' }];
  const countAt = (at: string): number => activeFreezes(all, Date.parse(at)).length;

  expect(['08:59:59.999', '09:00', '10:59:59.999', '11:00'].map((time) => countAt(`2026-12-20T${time}Z`))).toEqual([
    0, 1, 1, 0,
  ]);
});

test.each([
  ['a day is followed by the next one', berlin('0 0 * * *', '24h')],
  ['a schedule that nobody can read is no way out', berlin('0 0 * *', '1h')],
])('%s: it does not end', (_, freeze) => {
  const now = Date.parse('2026-11-27T12:00Z');

  expect(activeFreezes([freeze], now)).toEqual([freeze]);
  expect(endOfFreezes([freeze], now)).toBeUndefined();
});

test('the 29th of February and a day of the week beside an impossible date come', () => {
  const now = Date.parse('2026-11-27T12:00Z'); // A Friday.

  expect(activeFreezes([berlin('0 0 29 2 *', '1h'), berlin('0 0 31 2 1', '1h')], now)).toEqual([]);
  expect(endOfFreezes([berlin('0 0 31 2 5', '24h')], now)).toBe(now);
  expect(endOfFreezes([berlin('0 0 31 2 1', '1h')], Date.parse('2026-02-02T00:10+01:00'))).toBe(
    Date.parse('2026-02-02T01:00+01:00'),
  );
});

test('a minute that is frozen every minute is followed for a day, and not for ever', () => {
  const every = { reason: 'x', schedule: '* 0-22 * * *', duration: '1m', timeZone: 'UTC' };

  expect(endOfFreezes([every], Date.parse('2026-11-27T00:00Z'))).toBe(Date.parse('2026-11-27T23:00Z'));
  expect(endOfFreezes([{ ...every, schedule: '* * * * *' }], Date.parse('2026-11-27T00:00Z'))).toBeUndefined();
});

test('a schedule that nobody can read is no way out beside another one', () => {
  const all = [berlin('0 0 * *', '1h'), berlin('0 12 * * *', '2h')];

  expect(endOfFreezes(all, Date.parse('2026-11-27T12:00Z'))).toBeUndefined();
});

test('1,499 freezes that follow each other have an end, and one more have none', () => {
  const midnight = Date.parse('2026-11-27T00:00Z');
  // 1,380 minutes of a day, after as many minutes of the evening before.
  const recurring: FreezeTimes = { reason: 'x', schedule: '* 0-22 * * *', duration: '1m', timeZone: 'UTC' };
  const evening = (minutes: number): readonly FreezeTimes[] =>
    Array.from({ length: minutes }, (_, index) => ({
      reason: 'x',
      from: new Date(midnight - (index + 1) * 60_000).toISOString(),
      until: new Date(midnight - index * 60_000).toISOString(),
    }));

  expect(endOfFreezes([recurring, ...evening(119)], midnight - 119 * 60_000)).toBe(midnight + 23 * 3_600_000);
  expect(endOfFreezes([recurring, ...evening(120)], midnight - 120 * 60_000)).toBeUndefined();
});

test('freezes last when an oracle says so that counts minutes on the wall, around every change of clocks', () => {
  const { frozen, free } = playFreezes(60);

  expect(Math.min(frozen, free)).toBeGreaterThan(15);
});
