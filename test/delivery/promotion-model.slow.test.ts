import * as fc from 'fast-check';

import { play, stepKinds, steps } from '../helpers/a-promotion-model';
import { forgeries, seenOfForgeries, seenOfOtherBytes } from '../helpers/forged-promotions';
import { toProd, wholeStory } from '../helpers/promotion/stories';

test('a story with every kind of step keeps every promise, and what should go to prod goes there', async () => {
  const { broken, done, table } = await play(wholeStory);

  const kinds = new Set(wholeStory.map(({ kind }) => kind));
  expect(stepKinds.map(({ kind }) => kind).filter((kind) => !kinds.has(kind))).toEqual([]);
  expect(broken).toEqual([]);
  // Two that were agreed to, one of them after a freeze; back; on, after a hold; and an urgent fix.
  expect(done.get('release in prod')).toBe(5);
  const verbs = ['bump', 'promote', 'rollback', 'scale', 'hold', 'resume', 'set', 'create', 'retire'];
  expect(verbs.filter((verb) => !done.has(verb))).toEqual([]);
  expect([table.refused.size, table.takenBack.size]).toEqual([1, 2]);
}, 300_000);

test('whatever people do, and in whatever order, no promise is broken', async () => {
  await fc.assert(
    fc.asyncProperty(steps({ minLength: 6, maxLength: 12 }), async (all) => {
      expect((await play(all)).broken).toEqual([]);
    }),
    { numRuns: 2, endOnFailure: true },
  );
});

test('the model sees what is forged', async () => {
  const { broken, table } = await play(toProd);
  expect(broken).toEqual([]);
  expect(await seenOfOtherBytes(table)).toEqual([
    expect.stringContaining('services/web/overlays/dev/service.yaml is rendered otherwise'),
  ]);
  const seen = await seenOfForgeries(table);

  const expected = forgeries.map(({ what, says }) => [what, says === undefined ? [] : [expect.stringContaining(says)]]);
  expect(seen).toEqual(expected);
});
