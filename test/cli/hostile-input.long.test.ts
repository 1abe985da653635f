import * as fc from 'fast-check';

import { shownAsText, shownAsTextByProcess } from '../helpers/hostile-runs';
import { temporaryFolder } from '../helpers/temporary-folder';

const number = (variable: string, usual: number): number => Number(process.env[variable] ?? usual);

/** Runs of all, and the first seed: each part has one of its own, so that one that fails is tried again alone. */
const inputs = number('HOSTILE_INPUTS', 100_000);
const processes = number('HOSTILE_PROCESSES', 2000);
const firstSeed = number('HOSTILE_SEED', 1);

const inputParts = partsOf(inputs, 500);
const processParts = partsOf(processes, 50);
const done = { inputs: 0, processes: 0 };
const timeout = 1_800_000;

if (inputParts.length > 0) {
  test.each(inputParts)(
    'no text in any position is shown as more than text: seed %i, %i inputs in this process',
    async (seed, numRuns) => {
      await fc.assert(shownAsText(temporaryFolder()), { seed, numRuns });
      done.inputs += numRuns;
    },
    timeout,
  );
}

if (processParts.length > 0) {
  test.each(processParts)(
    'no text in any position is shown as more than text: seed %i, %i processes',
    (seed, numRuns) => {
      fc.assert(shownAsTextByProcess(temporaryFolder()), { seed, numRuns });
      done.processes += numRuns;
    },
    timeout,
  );
}

test('all of them were run, and it is said how many there were', () => {
  process.stderr.write(
    `${done.inputs} inputs in this process and ${done.processes} processes, seeds from ${firstSeed}\n`,
  );

  expect(done).toEqual({ inputs, processes });
});

/** Seed and length of each part. */
function partsOf(wanted: number, length: number): readonly (readonly [number, number])[] {
  return Array.from({ length: Math.ceil(wanted / length) }, (_, index) => [
    firstSeed + index,
    Math.min(length, wanted - index * length),
  ]);
}
