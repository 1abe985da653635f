import * as fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';

import { readManifestText } from '../../src/manifests/read-text';
import { fragments, goldenManifests, mutate } from '../fuzz/mutate';
import { misplaced } from '../fuzz/misplaced';

const manifests = goldenManifests();

test('any bytes are read without throwing, and every place is in the file', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
    fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((some) => Buffer.from(some.join(''))),
  );

  fc.assert(
    fc.property(bytes, (content) => {
      expect(misplaced(content.toString('utf8'), readManifestText(content, 'a.yaml'))).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
});

test('damaged manifests are read without throwing, and every place is in the file', () => {
  const damaged = fc
    .tuple(fc.constantFrom(...manifests), fc.infiniteStream(fc.nat()))
    .map(([text, numbers]) => mutate(text, (bound) => Number(numbers.next().value) % bound));

  fc.assert(
    fc.property(damaged, (text) => {
      expect(misplaced(text, readManifestText(text, 'a.yaml'))).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test('what the library reads as YAML 1.1 is read with the same values', () => {
  const scalar = fc.oneof(
    fc.constantFrom('on', 'yes', 'n', '~', '0777', '1_000', '0x1F', '.5', '1e3', '', '-', 'a: b', ' a', 'a\nb\n', '08'),
    // Nothing that looks like a number or a date: the library reads "." as one, and 12:30; Kubernetes does not.
    fc.stringMatching(/^[ -*,/:-^`-~]{0,20}$/),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const key = fc.stringMatching(/^[a-z]{3,8}$/).filter((name) => !(name in {}));
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(key, tie('node'), { maxKeys: 4 }),
    ),
  }));
  const layout = fc.record({
    collectionStyle: fc.constantFrom('any' as const, 'flow' as const, 'block' as const),
    indent: fc.constantFrom(2, 4),
    lineWidth: fc.constantFrom(0, 20, 80),
    version: fc.constantFrom('1.1' as const, '1.2' as const),
  });

  fc.assert(
    fc.property(node, layout, (data, options) => {
      const text = stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data }, options);
      const library = parseDocument(text, { version: '1.1' });
      fc.pre(library.errors.length === 0);

      const { objects, unreadable } = readManifestText(text, 'a.yaml');

      expect(unreadable).toEqual([]);
      expect(objects[0]?.value).toEqual(library.toJS());
    }),
    { numRuns: 1000 },
  );
});
