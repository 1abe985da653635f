import { Canary, fuzzedTexts } from '../helpers/hostile-fields/texts';
import { throughHttp } from '../helpers/hostile-fields/through-http';
import { throughTheDoor } from '../helpers/hostile-fields/through-the-door';
import { temporaryFolder } from '../helpers/temporary-folder';

jest.setTimeout(600_000);

test('60 hostile texts in fields of all verbs: nothing is executed, no trailer and no record is forged', async () => {
  const canary = new Canary(temporaryFolder());

  const { wrong, states, commits } = await throughTheDoor(fuzzedTexts(60, canary, 1), 0, canary);

  expect(wrong).toEqual([]);
  expect(Object.fromEntries(states)).toMatchObject({ committed: expect.any(Number), invalid: expect.any(Number) });
  expect(commits).toBeGreaterThan(10);
});

test('60 hostile texts in calls of a portal: no log, no answer, no journal and no commit has a secret', async () => {
  const canary = new Canary(temporaryFolder());

  const { wrong, statuses } = await throughHttp(fuzzedTexts(60, canary, 3), 0, canary);

  expect(wrong).toEqual([]);
  expect(Object.fromEntries(statuses)).toMatchObject({ 202: expect.any(Number), 422: expect.any(Number) });
});
