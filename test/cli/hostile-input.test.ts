import * as fc from 'fast-check';

import { shownAsText, shownAsTextByProcess } from '../helpers/hostile-runs';
import { temporaryFolder } from '../helpers/temporary-folder';

/** More of them: `npm run test:long -- hostile-input`, or `HOSTILE_RUNS=10000 npx jest test/cli/hostile-input.test.ts`. */
const runs = Number(process.env['HOSTILE_RUNS'] ?? 150);
const timeout = 60_000 + runs * 500;

test(
  'no text in any position of any input is shown as more than text',
  async () => {
    await fc.assert(shownAsText(temporaryFolder()), { numRuns: runs });
  },
  timeout,
);

test(
  'the same holds for processes',
  () => {
    fc.assert(shownAsTextByProcess(temporaryFolder()), { numRuns: Math.ceil(runs / 15) });
  },
  timeout,
);
