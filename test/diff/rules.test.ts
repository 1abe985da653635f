import { rules } from '../../src/diff/rules';
import { exportsOf, isConstant, namesOf } from '../helpers/exports-of';

test('every constant of a file of rules is a rule that is asked', async () => {
  const asked: ReadonlySet<unknown> = new Set(rules);

  const constants = (await exportsOf('src/diff/rules')).filter(isConstant);

  expect(namesOf(constants.filter(({ value }) => !asked.has(value)))).toEqual([]);
  expect(constants).toHaveLength(rules.length);
});
