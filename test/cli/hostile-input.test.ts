import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';

import { hostileInput, unsafeLines, writeInput } from '../helpers/arbitrary-hostile';
import { runInProcess } from '../helpers/run-in-process';
import { runSlipway } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

/** More of them: `HOSTILE_RUNS=10000 npx jest test/cli/hostile-input.test.ts`. */
const runs = Number(process.env['HOSTILE_RUNS'] ?? 150);
const timeout = 60_000 + runs * 500;

test(
  'no text in any position of any input is shown as more than text',
  async () => {
    const root = temporaryFolder();
    await fc.assert(
      fc.asyncProperty(hostileInput, async (input) => {
        const folder = mkdtempSync(join(root, 'run-'));
        writeInput(folder, input);

        const { shown } = await runInProcess(input.words, folder);

        rmSync(folder, { recursive: true });
        expect(unsafeLines(shown, input)).toEqual([]);
      }),
      { numRuns: runs },
    );
  },
  timeout,
);

test(
  'the same holds for processes',
  () => {
    const root = temporaryFolder();
    fc.assert(
      fc.property(hostileInput, (input) => {
        const folder = mkdtempSync(join(root, 'run-'));
        writeInput(folder, input);

        const { stdout, stderr } = runSlipway(input.words, {
          workingDirectory: folder,
          variables: { FORCE_COLOR: '1' },
        });

        rmSync(folder, { recursive: true });
        expect(unsafeLines(`${stdout}\n${stderr}`, input)).toEqual([]);
      }),
      { numRuns: Math.ceil(runs / 15) },
    );
  },
  timeout,
);
