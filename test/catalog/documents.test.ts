import { missingFiles, strayFiles } from '../helpers/bad-catalogs';
import { problemsOf } from '../helpers/problems-of';
import type { BadCatalog } from '../helpers/problems-of';

it.each<BadCatalog>(strayFiles)('refuses a file that has no meaning where it is: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it.each<BadCatalog>(missingFiles)('refuses a catalog without what it needs: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});
