import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';

import { arbitraryOperations, holdEdits } from '../helpers/edit-properties';
import { shippedCatalog } from '../helpers/shipped-catalog';

test('many operations in every file of the shipped catalog make what is wanted, and keep all other lines', () => {
  const files = readdirSync(shippedCatalog, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.yaml'),
  );
  for (const name of files) {
    const text = readFileSync(join(shippedCatalog, name), 'utf8');
    const property = fc.property(arbitraryOperations, (operations) => {
      holdEdits(text, operations);
    });
    fc.assert(property, { numRuns: 30 });
  }

  expect(files).toHaveLength(68);
}, 1_800_000);
