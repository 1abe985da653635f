import { editText } from '../../src/yaml/edit-text';
import type { Operation, NodePath } from '../../src/yaml/operation';

const set = (path: NodePath, value: unknown): Operation => ({ kind: 'set', path, value });
const remove = (...path: NodePath): Operation => ({ kind: 'remove', path });
const append = (path: NodePath, value: unknown): Operation => ({ kind: 'append', path, value });

/** The text after operations that are all made. */
function edited(text: string, operations: readonly Operation[], order: readonly string[] = []): string {
  const result = editText(text, operations, (path) => (path.length === 0 ? order : []));
  expect(result.refused).toEqual([]);
  return result.text;
}

test.each([
  ['plain', 'a: one # why\n', 'two', 'a: two # why\n'],
  ['in single quotes', "a: 'one'\t# why\n", "don't", "a: 'don''t'\t# why\n"],
  ['in double quotes', 'a: "one"\n', 'two', 'a: "two"\n'],
  ['a word of YAML 1.1', 'a: one\n', 'on', 'a: "on"\n'],
  ['a number for YAML 1.1', 'a: one\n', '0o14', 'a: "0o14"\n'],
  ['beyond the first plane', 'a: "😀" # e\u0301\n', '😀😀', 'a: "😀😀" # e\u0301\n'],
  ['empty', 'a: # why\nb: 1\n', 'two', 'a: two # why\nb: 1\n'],
  ['in a flow mapping', 'x: 1\n', { b: 1 }, 'x: 1\na:\n  b: 1\n'],
  ['folded', 'a: >-\n  one\n  two\nb: 1\n', 'two', 'a: two\nb: 1\n'],
  ['literal with an indentation', 'a: |2 # why\n   one\n\nb: 1\n', 'x\ny\n', 'a: | # why\n  x\n  y\n\nb: 1\n'],
  ['literal without a line break at the end', 'a: |\n  one', 'x\ny', 'a: |-\n  x\n  y\n'],
  ['CRLF', '\ufeffa: 1\r\nb: 2\r\n', 'x\ny', '\ufeffa: |-\r\n  x\r\n  y\r\nb: 2\r\n'],
  ['an alias that nobody else sees', 'x: &x 1\na: *x\n', 2, 'x: &x 1\na: 2\n'],
])('a value is replaced in place: %s', (_, text, value, expected) => {
  expect(edited(text, [set(['a'], value)])).toBe(expected);
});

test('a mapping does not begin beside the anchor of an item: its first key would have it', () => {
  expect(edited('a:\n- &x []\nb: 1\n', [set(['a', 0], { c: 'd' })])).toBe('a:\n- &x\n  c: d\nb: 1\n');
});

test('comments that stand below each other do so afterwards, if there is room, and are left alone otherwise', () => {
  const text = 'a: 1    # one\nbbb: 22 # two\nc: 3\n';

  expect(edited(text, [set(['a'], 100)])).toBe('a: 100  # one\nbbb: 22 # two\nc: 3\n');
  expect(edited(text, [set(['bbb'], 333)])).toBe('a: 1    # one\nbbb: 333 # two\nc: 3\n');
  expect(edited('a: 1   # alone\n', [set(['a'], 100)])).toBe('a: 100   # alone\n');
});

test('a key is added in the order that is asked for, below the lines of the key before it', () => {
  const order = ['a', 'b', 'c', 'd'];

  expect(edited('a:\n  x: 1\n  # of a\n# of c\nc: 1\n', [set(['b'], 2)], order)).toBe(
    'a:\n  x: 1\n  # of a\nb: 2\n# of c\nc: 1\n',
  );
  expect(edited('# of the file\nc: 1\n', [set(['b'], 2)], order)).toBe('# of the file\nb: 2\nc: 1\n');
  expect(edited('a: 1\n\n# of c\n\nc: |+\n  x\n\n', [set(['d'], 2)], order)).toBe(
    'a: 1\n\n# of c\n\nc: |+\n  x\n\nd: 2\n',
  );
  expect(edited('a: 1\nc: 1', [set(['d'], 2), set(['b'], 2)], order)).toBe('a: 1\nb: 2\nc: 1\nd: 2');
});

test('a key that the order does not know goes where names are sorted, and else to the end', () => {
  expect(edited('env:\n  A: 1\n  C: 1\n', [set(['env', 'B'], '2')])).toBe('env:\n  A: 1\n  B: "2"\n  C: 1\n');
  expect(edited('env:\n  C: 1\n  A: 1\n', [set(['env', 'B'], '2')])).toBe('env:\n  C: 1\n  A: 1\n  B: "2"\n');
});

test('what is added has the indentation of what is there', () => {
  const wide = 'a:\n    b:\n    - c: 1\n';

  expect(edited(wide, [append(['a', 'b'], { d: { e: ['x'] } }), set(['f'], { g: { h: 1 } })])).toBe(
    'a:\n    b:\n    - c: 1\n    - d:\n          e: [x]\nf:\n    g:\n        h: 1\n',
  );
});

test('flow collections stay what they are, on one line and on several', () => {
  expect(
    edited('a: {b: 1,  c: [x]} # why\n', [set(['a', 'd'], 'p, q'), append(['a', 'c'], 'z'), remove('a', 'b')]),
  ).toBe('a: {c: [x, z], d: "p, q"} # why\n');
  expect(edited('a: [\n  x,\n  y\n]\n', [append(['a'], 'z'), remove('a', 1)])).toBe('a: [\n  x,\n  z\n]\n');
  expect(edited('{"a":{"b":["x"]}}', [append(['a', 'b'], 'z'), set(['c'], true)])).toBe(
    '{"a":{"b":["x", "z"]}, "c": true}',
  );
});

test('a key goes with the comment directly above it and beside it; other comments stay', () => {
  const text = '# of the file\na: 1\n\n# of b\nb: 2 # beside\n\n# apart\n\nc: 3\n# end\n';

  expect(edited(text, [remove('b')])).toBe('# of the file\na: 1\n\n# apart\n\nc: 3\n# end\n');
  expect(edited(text, [remove('a')])).toBe(text.replace('a: 1\n', ''));
  expect(edited('a:\n  - b: 1\n    # of c\n    c: 2\n', [remove('a', 0, 'b')])).toBe('a:\n  - # of c\n    c: 2\n');
});

test('a mapping or list that loses its last entry stays, and is empty', () => {
  expect(edited('a: # why\n  b: 1\nc:\n- x\nd: { e: 1 }\n', [remove('a', 'b'), remove('c', 0), remove('d', 'e')])).toBe(
    'a: {} # why\nc: []\nd: {}\n',
  );
  expect(edited('# of the file\na: 1\n', [remove('a')])).toBe('# of the file\n{}\n');
});

test.each([
  ['nothing', '', 'a: 1\n'],
  ['comments alone', '# of the file', '# of the file\na: 1'],
  ['markers alone', '---\n# x\n...\n', '---\n# x\na: 1\n...\n'],
  ['an empty mapping', '{} # x\n', 'a: 1 # x\n'],
])('a text with %s gets its first key', (_, text, expected) => {
  expect(edited(text, [set(['a'], 1)])).toBe(expected);
});

test('a collection becomes another one entry by entry, so that comments in it stay', () => {
  const text = 'a:\n  b: 1 # one\n  c: [x, y] # two\n  d: 3\n';

  expect(edited(text, [set(['a'], { b: 1, c: ['x', 'z', 'y'], e: 4 })])).toBe(
    'a:\n  b: 1 # one\n  c: [x, z, y] # two\n  e: 4\n',
  );
});

test('an edit that asks for what is there changes nothing', () => {
  const operations = [set(['a'], { b: [1] }), remove('c'), set([], { a: { b: [1] } })];

  expect(editText('a: {b: [ 1 ]}', operations)).toEqual({ text: 'a: {b: [ 1 ]}', isChanged: false, refused: [] });
});

test.each([
  ['an alias shares it by the anchor "&x"', 'a: &x\n  b: 1\nc: *x\n', set(['a', 'b'], 2), 2],
  ['it is the alias "*x"', 'x: &x { b: 1 }\n\na: *x\n', set(['a', 'b'], 2), 3],
  ['"<<" merges other keys into it', 'x: &x { b: 1 }\na:\n  <<: *x\n', set(['a', 'b'], 2), 3],
  ['it has the tag "!secret"', 'a: !secret x\n', set(['a'], 2), 1],
  ['its key is a complex one', 'b: 1\n? a\n: 2\n', set(['a'], 3), 2],
  ['a key is written twice', 'b: 1\na: 1\na: 2\n', set(['a'], 3), 1],
  ['a comment is beside it', 'a: [\n  x, # why\n  y\n]\n', remove('a', 0), 2],
  ['the text is not valid YAML here', 'a: [1\nb: 2\n', set(['a'], 2), 2],
  ['a second document starts here', 'a: 1\n---\nb: 1\n', set(['a'], 2), 2],
  ['key "b" is in something other than a mapping', 'x: 1\na: text\n', set(['a', 'b'], 2), 2],
  ['there is something other than a list', 'a: text\n', append(['a'], 2), 1],
])('what a person has to decide is refused with its place: %s', (reason, text, operation, line) => {
  const result = editText(text, [operation]);

  expect(result).toMatchObject({ text, isChanged: false, refused: [{ reason, line, operation }] });
});

test('a refused operation says what to write, and the others are made', () => {
  const result = editText('a: *x\nb: 1\n', [set(['b'], 2)]);
  const shared = editText('x: &x { c: 1 }\na: *x\nb: 1\n', [set(['a', 'c'], { d: 'on' }), set(['b'], 2)]);

  expect(result.refused.map(({ reason }) => reason)).toEqual(['its aliases cannot be followed']);
  expect(shared.text).toBe('x: &x { c: 1 }\na: *x\nb: 2\n');
  expect(shared.refused.map(({ hint }) => hint)).toEqual(['write `c: { d: "on" }` by hand']);
});

test('what is no Unicode text, or no number for every reader, is refused', () => {
  const result = editText('a: 1\n', [set(['a'], '\ud800'), set(['a'], [Number.NaN])]);

  expect(result.refused.map(({ reason }) => reason)).toEqual([
    '"\\ud800" has half a surrogate pair, which is no Unicode text',
    'NaN is no number that every reader takes',
  ]);
});
