import { Freezes } from '../../src/model/freeze';

const friday = { reason: 'nobody is there to help', schedule: '0 12 * * fri', duration: '12h' };

test('a freeze is in UTC and stops people, too, unless it says otherwise', () => {
  expect(Freezes.parse([friday])).toEqual([{ ...friday, timeZone: 'UTC', allowsManualSync: false }]);
});

test.each([
  'UTC',
  'Europe/Berlin',
  'America/Port-au-Prince',
  'America/Argentina/Buenos_Aires',
  'Asia/Kolkata',
  'Etc/GMT+5',
])('%s is a time zone', (timeZone) => {
  expect(Freezes.safeParse([{ ...friday, timeZone }]).success).toBe(true);
});

// Argo CD would take each of them for UTC.
test.each(['', 'Local', 'Europe/Berln', 'europe/berlin', 'Europe/BERLIN', '+01:00', 'Europe/'])(
  '%p is no time zone',
  (timeZone) => {
    expect(messagesOf([{ ...friday, timeZone }])).toEqual([
      'must be a time zone such as "Europe/Berlin", in upper and lower case',
    ]);
  },
);

test.each(['8h', '45m', '1h30m', '0h5m', '168h'])('%s is how long a freeze lasts', (duration) => {
  expect(Freezes.safeParse([{ ...friday, duration }]).success).toBe(true);
});

test.each(['', '0h', '0h0m', '1d', '30m1h', '8', 'h', '-1h', '1.5h', '10000h', `${'1'.repeat(100_000)}m`])(
  '%p is no duration',
  (duration) => {
    expect(messagesOf([{ ...friday, duration }])).toEqual([
      'must be hours and minutes such as "8h", "45m" or "1h30m", of at most four digits',
    ]);
  },
);

test.each(['0 0 31 2 *', '0 0 30,31 feb *', '0 0 31 2,4,6,9,11 *', '0 0 31 apr */1'])(
  '%s never comes, and would freeze for ever',
  (schedule) => {
    expect(messagesOf([{ ...friday, schedule }])).toEqual([
      'must come at some time, and none of its months has such a day: Argo CD would never lift it',
    ]);
  },
);

// One that says days of the week as well comes on those; the 29th of February comes in leap years.
test.each(['0 0 29 2 *', '0 0 31 2 1', '0 0 31 2,3 *', '0 0 30,31 4 *', '0 0 31 2 */2', '* * * 2 *'])(
  '%s comes',
  (schedule) => {
    expect(messagesOf([{ ...friday, schedule }])).toEqual([]);
  },
);

test('a schedule that nobody can read is one problem', () => {
  expect(messagesOf([{ ...friday, schedule: '0 0 31 2' }])).toEqual([
    'must be a cron expression of five fields such as "0 2 * * *": minute, hour, day, month, day of the week',
  ]);
});

test('two freezes at the same times are refused: Argo CD would refuse the project', () => {
  const peak = { reason: 'peak hours', schedule: '0 8 * * mon-fri', duration: '2h' };

  expect(messagesOf([friday, peak, { ...friday, reason: 'week-end', timeZone: 'UTC' }])).toEqual([
    'must not be at the times of freezes[0]: keep one of them',
  ]);
  expect(messagesOf([friday, peak, { ...friday, timeZone: 'Europe/Berlin' }])).toEqual([]);
});

function messagesOf(freezes: unknown): readonly string[] {
  return Freezes.safeParse(freezes).error?.issues.map(({ message }) => message) ?? [];
}
