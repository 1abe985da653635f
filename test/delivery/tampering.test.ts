import { anAuditor } from '../helpers/an-auditor';
import { aForkedStory, tamper } from '../helpers/tampered-stories';

jest.setTimeout(3_600_000);

test('12 histories that somebody has written again: an audit finds where', async () => {
  const { wrong, done } = await tamper(await aForkedStory(), 12, 16);

  expect(wrong).toEqual([]);
  expect(done.size).toBeGreaterThan(5);
});

test('a history that was cut short is seen by whoever has seen more of it', async () => {
  const { remote, commits } = await aForkedStory();
  const audit = await anAuditor(remote);
  const [, inDev = '', inStaging = '', inProd = ''] = commits;

  const cut = await Promise.all([inDev, inStaging].map((head) => audit(head, inProd)));

  expect(cut.map((judged) => judged.map(({ commit, isAllowed }) => [commit, isAllowed]))).toEqual([
    [[inDev, false]],
    [[inStaging, false]],
  ]);
  expect(cut.flat().map(({ words }) => words.at(-1))).toEqual(
    [0, 1].map(() => expect.stringContaining(`it does not stand on ${inProd.slice(0, 10)}`)),
  );
});
