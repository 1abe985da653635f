import * as fc from 'fast-check';

import { play, steps } from '../helpers/a-promotion-model';

test('in long sequences of what people do, no promise is broken, and prod is reached', async () => {
  let inProd = 0;
  await fc.assert(
    fc.asyncProperty(steps({ minLength: 30, maxLength: 60 }), async (all) => {
      const played = await play(all);
      inProd += played.inProd;
      expect(played.broken).toEqual([]);
    }),
    { numRuns: 40, endOnFailure: true },
  );
  expect(inProd).toBeGreaterThan(0);
}, 3_600_000);
