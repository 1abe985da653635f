import { Canary, fuzzedTexts } from '../../helpers/hostile-fields/texts';
import { throughTheCommandLine } from '../../helpers/hostile-fields/through-the-command-line';
import { temporaryFolder } from '../../helpers/temporary-folder';

jest.setTimeout(3_600_000);

test('40 hostile texts that are typed, set or in a file: nothing is executed, nothing forged, no secret shown', async () => {
  const canary = new Canary(temporaryFolder());

  const { wrong, exitCodes, commits } = await throughTheCommandLine(fuzzedTexts(40, canary, 5), 0, canary, 13);

  expect(wrong).toEqual([]);
  expect([exitCodes.get(0), exitCodes.get(2)]).toEqual([expect.any(Number), expect.any(Number)]);
  expect(commits).toBeGreaterThan(5);
});
