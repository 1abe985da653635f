import { catalogLaws, placementLaws } from '../../../src/model/laws';
import { exportsOf, namesOf } from '../../helpers/exports-of';

test('every law of the folder is asked', async () => {
  const asked: ReadonlySet<unknown> = new Set([...catalogLaws, ...placementLaws]);

  const laws = (await exportsOf('src/model/laws')).filter(({ name }) => name.startsWith('check'));

  expect(namesOf(laws.filter(({ value }) => !asked.has(value)))).toEqual([]);
  expect(laws).toHaveLength(catalogLaws.length + placementLaws.length);
});
