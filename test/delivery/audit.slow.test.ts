import { tamperedHistory, tamperings } from '../helpers/a-tampered-history';
import { anAuditor } from '../helpers/an-auditor';
import { aForkedStory } from '../helpers/tampered-stories';

test.each(Object.keys(tamperings))('R0-34, R1-13, R2-04, R3-14: an audit finds, and says where: %s', async (name) => {
  const history = await aForkedStory();
  const tampering = tamperings[name] ?? {};
  // Where it can be done is not everywhere: the first approvals come with the last commit.
  let tampered;
  for (const at of [2, 3, 1]) tampered ??= tamperedHistory(history, at, tampering);
  if (tampered === undefined) throw new Error(`"${name}" was done nowhere`);
  const judged = await (await anAuditor(history.remote))(tampered.head);

  expect(judged[tampered.found]).not.toMatchObject({ kind: 'change', isAllowed: true });
  expect(judged.slice(1, tampered.found)).toEqual(
    Array.from({ length: tampered.found - 1 }, () => expect.objectContaining({ kind: 'change', isAllowed: true })),
  );
});

test('a history that was written again as it was is as it was', async () => {
  const history = await aForkedStory();
  const tampered = tamperedHistory(history, 1, {});
  if (tampered === undefined) throw new Error('nothing is done to it');
  const judged = await (await anAuditor(history.remote))(tampered.head);

  expect(judged.map(({ kind, isAllowed }) => ({ kind, isAllowed }))).toEqual([
    { kind: 'by hand', isAllowed: true },
    ...Array.from({ length: 3 }, () => ({ kind: 'change', isAllowed: true })),
  ]);
});
