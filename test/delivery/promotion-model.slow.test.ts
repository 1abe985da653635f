import * as fc from 'fast-check';

import { play, steps, type Step } from '../helpers/a-promotion-model';

/** All the way to prod, with what does not count in between. */
const allTheWay: readonly Step[] = [
  { kind: 'race', version: 1 },
  { kind: 'bump', who: 'dev', version: 3 },
  { kind: 'promote', who: 'dev', to: 'staging', version: 3, hasTicket: false },
  { kind: 'promote', who: 'sre-one', to: 'prod', version: 3, hasTicket: true },
  { kind: 'answer', who: 'sre-one', isYes: true, which: 0 },
  { kind: 'answer', who: 'stranger', isYes: true, which: 0 },
  { kind: 'answer', who: 'sre-two', isYes: true, which: 0 },
  { kind: 'foreign' },
  { kind: 'promote', who: 'dev', to: 'prod', version: 3, hasTicket: true },
  { kind: 'answer', who: 'sre-one', isYes: true, which: 1 },
  { kind: 'answer', who: 'sre-two', isYes: true, which: 1 },
  { kind: 'again', who: 'stranger' },
];

test('a story that ends in prod keeps every promise, and ends there', async () => {
  const { broken, inProd } = await play(allTheWay);
  expect(broken).toEqual([]);
  expect(inProd).toBe(1);
});

test('whatever people do, and in whatever order, no promise is broken', async () => {
  await fc.assert(
    fc.asyncProperty(steps({ minLength: 6, maxLength: 12 }), async (all) => {
      expect((await play(all)).broken).toEqual([]);
    }),
    { numRuns: 2, endOnFailure: true },
  );
});
