import * as fc from 'fast-check';

import { play, steps } from '../helpers/a-promotion-model';
import { howMany } from '../helpers/how-many';

test('in long sequences of what people do, no promise is broken, and all of it is done', async () => {
  const numRuns = howMany('MODEL_RUNS', 200);
  const all = new Map<string, number>();

  await fc.assert(
    fc.asyncProperty(steps({ minLength: 30, maxLength: 60 }), async (some) => {
      const { broken, done } = await play(some);
      for (const [what, times] of done) all.set(what, (all.get(what) ?? 0) + times);
      expect(broken).toEqual([]);
    }),
    { numRuns, endOnFailure: true },
  );

  // A model in which nothing goes ahead breaks no promise, either.
  const often = ['bump', 'promote', 'set', 'scale', 'hold', 'resume', 'create', 'retire', 'by hand', 'withdraw'];
  // Two releases have to be there before one can go back, and prod wants three people and a ticket.
  const rarely = ['rollback', 'release in prod'];
  const wanted = [...(numRuns < 25 ? [] : often), ...(numRuns < 100 ? [] : rarely)];
  expect(wanted.filter((what) => !all.has(what))).toEqual([]);
}, 36_000_000);
