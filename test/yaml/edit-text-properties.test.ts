import * as fc from 'fast-check';

import { arbitraryOperation } from '../helpers/arbitrary-operation';
import {
  arbitraryAnchoredText,
  arbitraryCommentText,
  arbitraryData,
  arbitraryKey,
  arbitraryStyledText,
} from '../helpers/arbitrary-yaml';
import { arbitraryOperations, holdEdits, holdFirstKey, holdUndo, readByOthers } from '../helpers/edit-properties';

test('texts of the tests say what they are made of, for readers that are not ours', () => {
  fc.assert(
    fc.property(fc.oneof(arbitraryStyledText, arbitraryAnchoredText), ({ text, value }) => {
      expect(readByOthers(text)).toEqual(value);
    }),
    { numRuns: 100 },
  );
});

test('operations in a text of any style make what is wanted, and keep the lines that they are not about', () => {
  let asked = 0;
  let made = 0;
  fc.assert(
    fc.property(arbitraryStyledText, arbitraryOperations, ({ text }, operations) => {
      asked += operations.length;
      made += holdEdits(text, operations);
    }),
    { numRuns: 100 },
  );

  // Without anchors and the like, hardly anything is refused.
  expect(made / asked).toBeGreaterThan(0.95);
});

test('what is added and removed again leaves the bytes that were there', () => {
  let held = 0;
  fc.assert(
    fc.property(arbitraryStyledText, arbitraryOperation, ({ text }, operation) => {
      if (holdUndo(text, operation)) held += 1;
    }),
    { numRuns: 200 },
  );

  expect(held).toBeGreaterThan(20);
});

test('operations in a text with anchors make what is wanted, or are refused with line and text; aliases keep their value', () => {
  let shared = 0;
  let asked = 0;
  let made = 0;
  fc.assert(
    fc.property(arbitraryAnchoredText, arbitraryOperations, ({ text }, operations) => {
      if (/ \*x\d/.test(text)) shared += 1;
      asked += operations.length;
      made += holdEdits(text, operations);
    }),
    { numRuns: 100 },
  );

  expect(shared).toBeGreaterThan(40);
  expect(made).toBeGreaterThan(asked / 4);
  expect(made).toBeLessThan(asked);
});

test('a text of comments gets its first key, and keeps them', () => {
  fc.assert(
    fc.property(arbitraryCommentText, arbitraryKey, arbitraryData, (text, key, value) => {
      holdFirstKey(text, key, value);
    }),
    { numRuns: 100 },
  );
});
