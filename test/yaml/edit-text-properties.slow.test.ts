import * as fc from 'fast-check';

import { arbitraryOperation } from '../helpers/arbitrary-operation';
import { arbitraryAnchoredText, arbitraryStyledText } from '../helpers/arbitrary-yaml';
import { arbitraryOperations, holdEdits, holdUndo } from '../helpers/edit-properties';

/** The same texts every time, so that a change is to blame for what fails; others by SEED. */
const seed = Number(process.env['SEED'] ?? 604540075);

test('many operations in texts of any style make what is wanted, and keep the lines that they are not about', () => {
  let made = 0;
  fc.assert(
    fc.property(arbitraryStyledText, arbitraryOperations, ({ text }, operations) => {
      made += holdEdits(text, operations);
    }),
    { numRuns: 5000, seed },
  );

  expect(made).toBeGreaterThan(8000);
}, 1_800_000);

test('whatever is added and removed again leaves the bytes that were there', () => {
  let held = 0;
  fc.assert(
    fc.property(arbitraryStyledText, arbitraryOperation, ({ text }, operation) => {
      if (holdUndo(text, operation)) held += 1;
    }),
    { numRuns: 10_000, seed },
  );

  expect(held).toBeGreaterThan(1000);
}, 1_800_000);

test('many operations in texts with anchors make what is wanted, or are refused with line and text', () => {
  let made = 0;
  fc.assert(
    fc.property(arbitraryAnchoredText, arbitraryOperations, ({ text }, operations) => {
      made += holdEdits(text, operations);
    }),
    { numRuns: 5000, seed },
  );

  expect(made).toBeGreaterThan(3000);
}, 1_800_000);
