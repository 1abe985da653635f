import { aReleasedStory, audit } from '../helpers/a-released-story';
import { tamperedHistory, tamperings } from '../helpers/a-tampered-history';

test.each(Object.keys(tamperings))('R0-34, R1-13, R2-04, R3-14: an audit finds, and says where: %s', async (name) => {
  const { remote, commits } = await aReleasedStory();
  const tampering = tamperings[name] ?? {};
  // Where it can be done is not everywhere: the first approvals come with the last commit.
  let tampered;
  for (const at of [2, 3, 1]) tampered ??= tamperedHistory(remote, commits, at, tampering);
  if (tampered === undefined) throw new Error(`"${name}" was done nowhere`);
  const judged = await audit(remote);

  expect(judged[tampered.found]).not.toMatchObject({ kind: 'change', isAllowed: true });
  expect(judged.slice(1, tampered.found)).toEqual(
    Array.from({ length: tampered.found - 1 }, () => expect.objectContaining({ kind: 'change', isAllowed: true })),
  );
});

test('a history that was written again as it was is as it was', async () => {
  const { remote, commits } = await aReleasedStory();
  tamperedHistory(remote, commits, 1, {});
  expect((await audit(remote)).map(({ kind, isAllowed }) => ({ kind, isAllowed }))).toEqual([
    { kind: 'by hand', isAllowed: true },
    ...Array.from({ length: 3 }, () => ({ kind: 'change', isAllowed: true })),
  ]);
});
