import * as fc from 'fast-check';

import { EditableText } from '../../src/yaml/editable-text';
import type { NodePath, Operation } from '../../src/yaml/operation';
import { readPlainYaml } from '../../src/yaml/read-plain';
import { applySplices } from '../../src/yaml/splice';
import { splicesFor } from '../../src/yaml/splices-for';
import { wordSplices } from '../../src/yaml/word-splices';
import { arbitraryStyledText } from '../helpers/arbitrary-yaml';

const overlay = `# who may sleep
release:
  version: v1.0.0
  digest: "sha256:abc"

  # where it came from
  source: { commit: abc }
scale:
  replicas: 2 # two are enough
  owner: 'fixed'
`;

/** What a text becomes by words alone; undefined where it has to be taken apart. */
function byWords(text: string, operation: Operation): string | undefined {
  const plain = readPlainYaml(text);
  const splices = plain === undefined ? undefined : wordSplices(text, plain.value, operation);
  return splices === undefined ? undefined : applySplices(text, splices);
}

function byParts(text: string, operation: Operation): string {
  return applySplices(
    text,
    splicesFor(new EditableText(text).parts, operation, () => []),
  );
}

/** Paths to everything in plain data. */
function pathsIn(value: unknown, path: NodePath = []): readonly NodePath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, one]) => pathsIn(one, [...path, key]))];
}

test('a word that becomes another one stays in its quotes, and no other byte moves', () => {
  const set = (path: NodePath, value: unknown): string | undefined => byWords(overlay, { kind: 'set', path, value });

  expect(set(['release', 'version'], 'v2.0.0')).toBe(overlay.replace('v1.0.0', 'v2.0.0'));
  expect(set(['release', 'version'], 'yes')).toBe(overlay.replace('v1.0.0', '"yes"'));
  expect(set(['release', 'digest'], 'sha256:def')).toBe(overlay.replace('"sha256:abc"', '"sha256:def"'));
  expect(set(['scale', 'owner'], "it's")).toBe(overlay.replace("'fixed'", "'it''s'"));
});

test('what is not a line of a key and a word is left to who takes the text apart', () => {
  const left: readonly Operation[] = [
    { kind: 'set', path: ['scale', 'replicas'], value: 3 },
    { kind: 'set', path: ['release', 'source', 'commit'], value: 'def' },
    { kind: 'set', path: ['release', 'version'], value: 'two\nlines' },
    { kind: 'set', path: ['release', 'version'], value: { a: 1 } },
    { kind: 'set', path: ['release', 'irreversible'], value: 'drops a table' },
    // A blank line follows.
    { kind: 'remove', path: ['release', 'digest'] },
    { kind: 'remove', path: ['release'] },
  ];

  for (const operation of left) expect(byWords(overlay, operation)).toBeUndefined();
});

test('the last key of a mapping is not taken away with its line', () => {
  expect(byWords('a:\n  b: c\n', { kind: 'remove', path: ['a', 'b'] })).toBeUndefined();
});

test('what words become is what the text becomes that is taken apart, byte for byte', () => {
  let words = 0;
  fc.assert(
    fc.property(
      arbitraryStyledText,
      fc.nat(),
      fc.oneof(fc.constant(undefined), fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
      ({ text }, at, value) => {
        // Styled texts have few lines that are nothing but a word.
        const whole = `${text.endsWith('\n') ? text : `${text}\n`}first: v1.0.0\nsecond: "two"\nthird:\n  a: 'b'\n  c: 4\n`;
        const plain = readPlainYaml(whole);
        if (plain === undefined) return;
        const paths = pathsIn(plain.value);
        for (const path of [paths[at % paths.length] ?? [], ['first'], ['second'], ['third', 'a'], ['third', 'c']]) {
          const operation: Operation = value === undefined ? { kind: 'remove', path } : { kind: 'set', path, value };
          const edited = byWords(whole, operation);
          if (edited === undefined) continue;
          words += 1;
          expect(edited).toBe(byParts(whole, operation));
        }
      },
    ),
    { numRuns: 150 },
  );

  expect(words).toBeGreaterThan(100);
});
