import { playFreezes } from './freeze-cases';

test('5,000 freezes last when an oracle says so, each to the millisecond', () => {
  const { frozen, free } = playFreezes(5_000);

  expect(Math.min(frozen, free)).toBeGreaterThan(2_000);
}, 600_000);
