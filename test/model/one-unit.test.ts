import * as fc from 'fast-check';

import { Duration } from '../../src/model/numbers';
import { inOneUnit } from '../../src/model/one-unit';

/** What the policy controller of Linkerd (edge-26.8.3, `parse_duration`) makes of it, in milliseconds; undefined for what it refuses. */
function readByLinkerd(text: string): number | undefined {
  const [, amount, unit = ''] = /^([0-9]+)([a-z]*)$/.exec(text) ?? [];
  const factor = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

test.each([
  ['10s', '10s'],
  ['90m', '90m'],
  ['500ms', '500ms'],
  ['1m30s', '90s'],
  ['1h30m', '5400s'],
  ['1s500ms', '1500ms'],
  ['1m1ms', '60001ms'],
  ['2h0m', '7200s'],
])('%s is said as %s', (duration, said) => {
  expect(inOneUnit(duration)).toBe(said);
});

test('R3-05: whatever a catalog may say, Linkerd reads, and reads as long as it is', () => {
  const amount = fc.option(fc.nat(99_999), { nil: undefined });
  const arbitrary = fc
    .record({ h: amount, m: amount, s: amount, ms: amount })
    .map((parts) => ({ parts, text: textOf(parts) }))
    .filter(({ text }) => text !== '');

  fc.assert(
    fc.property(arbitrary, ({ parts: { h = 0, m = 0, s = 0, ms = 0 }, text }) => {
      expect(Duration.safeParse(text).success).toBe(true);
      expect(readByLinkerd(inOneUnit(text))).toBe(((h * 60 + m) * 60 + s) * 1000 + ms);
    }),
  );
});

function textOf(parts: Readonly<Record<string, number | undefined>>): string {
  return ['h', 'm', 's', 'ms'].flatMap((unit) => (parts[unit] === undefined ? [] : [`${parts[unit]}${unit}`])).join('');
}
