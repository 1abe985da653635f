import * as fc from 'fast-check';

import { readListing } from '../../src/gitops/read-listing';

const modes = [
  ['100644 blob', 'file'],
  ['100755 blob', 'file'],
  ['040000 tree', 'folder'],
  ['120000 blob', 'link'],
  ['160000 commit', 'other'],
] as const;

test('whatever a path is made of, each entry is read as Git printed it', () => {
  const entry = fc.record({
    mode: fc.constantFrom(...modes),
    id: fc.stringMatching(/^([0-9a-f]{40}|[0-9a-f]{64})$/),
    path: fc
      .array(fc.constantFrom('a', ' ', '\t', '\n', '"', '/', 'ü', ' blob ', '100644'), { minLength: 1 })
      .map((parts) => parts.join('')),
  });

  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const answer = entries.map(({ mode: [mode], id, path }) => `${mode} ${id}\t${path}\0`).join('');

      expect([...readListing(answer)]).toEqual(entries.map(({ mode: [, kind], id, path }) => ({ kind, id, path })));
    }),
  );
});
