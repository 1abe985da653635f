import * as fc from 'fast-check';

import { aReleasedStory, audit } from '../helpers/a-released-story';
import { tamperedHistory, tamperings } from '../helpers/a-tampered-history';

test('whatever is done to whichever commit, an audit finds it there', async () => {
  const done = new Map<string, number>();
  const tampering = fc.record({
    name: fc.constantFrom(...Object.keys(tamperings)),
    at: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(tampering, async ({ name, at }) => {
      const { remote, commits } = await aReleasedStory();
      const tampered = tamperedHistory(remote, commits, at, tamperings[name] ?? {});
      fc.pre(tampered !== undefined);
      const judged = await audit(remote);
      const first = judged.findIndex(({ kind, isAllowed }, index) => index > 0 && (kind !== 'change' || !isAllowed));
      expect([name, first]).toEqual([name, tampered.found]);
      done.set(name, (done.get(name) ?? 0) + 1);
    }),
    { numRuns: 200 },
  );
  expect([...done.keys()].sort()).toEqual(Object.keys(tamperings).sort());
}, 1_800_000);
