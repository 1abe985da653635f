import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { InputError, describeProblem } from '../../src/model/problem';
import { aCatalogFolder } from './a-catalog';

/** Title, files that differ from those of `aCatalogFolder`, and the problems that they are answered with. */
export type BadCatalog = [
  title: string,
  files: Readonly<Record<string, string | Buffer | null>>,
  problems: readonly string[],
];

/** Loads the small valid catalog with other files, and returns the problems as people see them, without `catalog/`. */
export function problemsOf(files: BadCatalog[1]): string[] {
  try {
    loadCatalog(folderSource(aCatalogFolder(files)));
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map((problem) => describeProblem(problem).replace(/^catalog\//, ''));
  }
}
