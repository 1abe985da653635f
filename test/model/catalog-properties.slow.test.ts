import { join } from 'node:path';

import * as fc from 'fast-check';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { place } from '../../src/model/place';
import { InputError, describeProblem } from '../../src/model/problem';
import type { Problem } from '../../src/model/problem';
import { arbitraryCatalog, writeCatalog } from '../helpers/arbitrary-catalog';
import { arbitraryBrokenCatalog } from '../helpers/arbitrary-mistake';
import { temporaryFolder } from '../helpers/temporary-folder';

it('loads and places every valid catalog, as it was written', () => {
  const folder = join(temporaryFolder(), 'catalog');

  fc.assert(
    fc.property(arbitraryCatalog(), (files) => {
      writeCatalog(folder, files);

      const { catalog } = loadCatalog(folderSource(folder));
      const { placements, baselines } = place(catalog);

      expect(catalog.platform).toMatchObject(files['platform.yaml'] ?? {});
      for (const [name, { service, overlays }] of catalog.services) {
        expect(service).toMatchObject(files[`services/${name}/service.yaml`] ?? {});
        for (const [environment, overlay] of overlays) {
          expect(overlay).toMatchObject(files[`services/${name}/${environment}.yaml`] ?? {});
        }
      }
      expect(placements).toHaveLength(Object.keys(files).filter((file) => isOverlay(file)).length);
      expect(baselines).toHaveLength(Object.keys(files).filter((file) => file.startsWith('environments/')).length);
    }),
    { numRuns: 80 },
  );
});

it('refuses every catalog with a mistake, and says where it is', () => {
  const folder = join(temporaryFolder(), 'catalog');

  fc.assert(
    fc.property(arbitraryBrokenCatalog(), ({ files, mistake, file }) => {
      writeCatalog(folder, files);

      const problems = problemsAt(folder);

      expect({ mistake, files: problems.map((problem) => problem.file) }).toEqual({
        mistake,
        files: expect.arrayContaining([`catalog/${file}`]),
      });
      for (const { path, line, column, message } of problems) {
        expect(message).not.toBe('');
        // What is about the file itself has no place in it.
        if (path.length === 0) continue;
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
      }
      const texts = problems.map(describeProblem);
      expect(new Set(texts).size).toBe(texts.length);
    }),
    { numRuns: 80 },
  );
});

function problemsAt(folder: string): readonly Problem[] {
  try {
    loadCatalog(folderSource(folder));
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

function isOverlay(file: string): boolean {
  return file.startsWith('services/') && !file.endsWith('/service.yaml');
}
