import { Canary, fuzzedTexts } from '../../helpers/hostile-fields/texts';
import { throughTheCommandLine } from '../../helpers/hostile-fields/through-the-command-line';
import { howMany } from '../../helpers/how-many';
import { temporaryFolder } from '../../helpers/temporary-folder';

jest.setTimeout(7_200_000);

/** With those of portals and of the door 5,000. More: `HOSTILE_TYPED=10000 npx jest --config jest.slow.config.js hostile-typed`. */
const texts = howMany('HOSTILE_TYPED', 1000);
/** What one repository takes: it grows with what is accepted. */
const inOne = Math.min(texts, 125);

test.each(Array.from({ length: Math.ceil(texts / inOne) }, (_, index) => index * inOne))(
  'hostile texts that are typed, set or in a file, from number %i on: nothing is executed, nothing forged, no secret shown',
  async (first) => {
    const canary = new Canary(temporaryFolder());

    const { wrong, exitCodes, commits } = await throughTheCommandLine(
      fuzzedTexts(inOne, canary, 3000 + first),
      first,
      canary,
      20,
    );

    expect(wrong).toEqual([]);
    expect(new Set(exitCodes.keys())).toEqual(new Set([0, 1, 2]));
    expect(commits).toBeGreaterThan(10);
  },
);
