import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';

import { hostileInput, unsafeLines, writeInput } from '../helpers/arbitrary-hostile';
import { runHere, runInProcess } from '../helpers/run-in-process';
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
      fc.asyncProperty(hostileInput, fc.boolean(), async (input, isTerminal) => {
        const folder = mkdtempSync(join(root, 'run-'));
        writeInput(folder, input);

        const shown = isTerminal ? await shownOnTerminal(input.words, folder) : await shownInPipe(input.words, folder);

        rmSync(folder, { recursive: true });
        expect(unsafeLines(shown, input)).toEqual([]);
      }),
      { numRuns: runs },
    );
  },
  timeout,
);

async function shownOnTerminal(words: readonly string[], folder: string): Promise<string> {
  return (await runInProcess(words, folder)).shown;
}

/** What a runner reads: there are no columns, so nothing is wrapped and indented. */
async function shownInPipe(words: readonly string[], folder: string): Promise<string> {
  const variables = { SLIPWAY_CACHE_DIR: folder, FORCE_COLOR: '1' };
  const { stdout, stderr } = await runHere(words, { workingDirectory: folder, variables });
  return `${stdout}\n${stderr}`;
}

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
