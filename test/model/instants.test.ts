import { Freezes } from '../../src/model/freeze';
import { Hold } from '../../src/model/hold';
import { Span, spanMilliseconds } from '../../src/model/instant';
import { Overlay } from '../../src/model/overlay';

function messagesOf(schema: typeof Hold | typeof Freezes | typeof Overlay, value: unknown): readonly string[] {
  return schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
}

describe('a hold', () => {
  const hold = { reason: 'a migration', by: 'ann', since: '2026-11-20T10:00:00+01:00' };

  test('ends after it began, wherever the two are read', () => {
    expect(messagesOf(Hold, { ...hold, until: '2026-11-20T09:00:01Z' })).toEqual([]);
    expect(messagesOf(Hold, { ...hold, until: '2026-11-20T09:00:00Z' })).toEqual(['until: must be after `since`']);
    expect(messagesOf(Hold, { ...hold, until: '2026-11-20T11:00:00+09:00' })).toEqual(['until: must be after `since`']);
    expect(messagesOf(Hold, hold)).toEqual([]);
  });

  test.each(['2026-11-20', '2026-11-20T10:00:00', '2026-02-30T10:00:00Z', 'tomorrow'])(
    'does not begin at %s',
    (since) => {
      expect(messagesOf(Hold, { ...hold, since })).toEqual([expect.stringMatching(/^since: must be a date and time/)]);
    },
  );
});

describe('a freeze of one time', () => {
  const fair = { reason: 'a fair', from: '2026-11-20T00:00:00Z', until: '2026-12-01T00:00:00Z' };

  test('stands beside those that come again', () => {
    expect(messagesOf(Freezes, [fair, { reason: 'Friday', schedule: '0 12 * * 5', duration: '12h' }])).toEqual([]);
  });

  test('ends after it began', () => {
    expect(messagesOf(Freezes, [{ ...fair, until: fair.from }])).toEqual(['0.until: must be after `from`']);
  });

  test('is not there twice', () => {
    expect(messagesOf(Freezes, [fair, { ...fair, reason: 'another word' }])).toEqual([
      '1: must not be at the times of freezes[0]: keep one of them',
    ]);
  });
});

test('a scale that ends stands beside the scale', () => {
  const release = { version: 'v1' };
  const scaleUntil = { until: '2026-12-24T18:00:00Z', back: null };

  expect(messagesOf(Overlay, { release, scaleUntil })).toEqual(['scaleUntil: must stand beside the `scale` that ends']);
  expect(messagesOf(Overlay, { release, scaleUntil, scale: { owner: 'fixed', replicas: 9 } })).toEqual([]);
});

test.each([
  ['30m', 30 * 60_000],
  ['24h', 24 * 3_600_000],
  ['1d12h', 36 * 3_600_000],
  ['1d1h1m', 25 * 3_600_000 + 60_000],
])('%s is a span of %d milliseconds', (span, milliseconds) => {
  expect(Span.safeParse(span).success).toBe(true);
  expect(spanMilliseconds(span)).toBe(milliseconds);
});

test.each(['', '0m', '0d0h', '30', '30s', '1h1d', '-1h', '1.5h', '1h '])('%j is no span', (span) => {
  expect(Span.safeParse(span).success).toBe(false);
});
