import { tamperings } from '../helpers/a-tampered-history';
import { howMany } from '../helpers/how-many';
import { aForkedStory, tamper } from '../helpers/tampered-stories';

/** Fewer of them: `TAMPERS=500 npm run test:long -- tampering`. */
const tampers = howMany('TAMPERS', 10_000);
/** What one repository takes: what is written again stays in it. */
const inOne = 200;
const timeout = 4 * 3_600_000;
const done = new Set<string>();

test.each(Array.from({ length: Math.ceil(tampers / inOne) }, (_, index) => index))(
  'whatever is done to whichever commit, an audit finds it there: part %i of 200 histories',
  async (part) => {
    const { wrong, done: names } = await tamper(await aForkedStory(), Math.min(inOne, tampers), 1 + part);
    for (const name of names.keys()) done.add(name);

    expect(wrong).toEqual([]);
  },
  timeout,
);

test('each way to do it was tried', () => {
  expect([...done].sort()).toEqual(Object.keys(tamperings).sort());
});
