import { Canary, fuzzedTexts } from '../helpers/hostile-fields/texts';
import { throughHttp } from '../helpers/hostile-fields/through-http';
import { throughTheDoor } from '../helpers/hostile-fields/through-the-door';
import { howMany } from '../helpers/how-many';
import { temporaryFolder } from '../helpers/temporary-folder';

jest.setTimeout(3_600_000);

/** With those of the command line 5,000. More of them: `HOSTILE_TEXTS=50000 npx jest --config jest.slow.config.js hostile-fields`. */
const texts = howMany('HOSTILE_TEXTS', 2500);
/** What one repository takes: it grows with what is accepted. */
const inOne = 250;

/** Number of the first text of each repository. */
const parts = Array.from({ length: Math.ceil(texts / inOne) }, (_, index) => index * inOne);

test.each(parts)(
  'hostile texts in fields of all verbs, from number %i on: nothing is executed, no trailer and no record is forged',
  async (first) => {
    const canary = new Canary(temporaryFolder());

    const { wrong, commits } = await throughTheDoor(fuzzedTexts(inOne, canary, 1000 + first), first, canary);

    expect(wrong).toEqual([]);
    expect(commits).toBeGreaterThan(20);
  },
);

test.each(parts.filter((first) => first < texts * 0.6))(
  'hostile texts in calls of a portal, from number %i on: no log, no answer, no journal and no commit has a secret',
  async (first) => {
    const canary = new Canary(temporaryFolder());

    const { wrong, commits } = await throughHttp(fuzzedTexts(inOne, canary, 2000 + first), first, canary);

    expect(wrong).toEqual([]);
    expect(commits).toBeGreaterThan(10);
  },
);
