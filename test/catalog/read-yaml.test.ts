import { stringify } from 'yaml';

import { maximumDocumentBytes, readYaml } from '../../src/catalog/read-yaml';
import { describeProblem } from '../../src/model/problem';

function problemsOf(text: string | Buffer): string[] {
  const read = readYaml(text, 'f.yaml');
  return 'problems' in read ? read.problems.map(describeProblem) : [];
}

it.each([
  ['what the fast reader knows', 'a: 1\n', { a: 1 }],
  ['bytes', Buffer.from('a: ä😀\n'), { a: 'ä😀' }],
  ['a byte order mark', '\ufeffa: 1\n', { a: 1 }],
  ['carriage returns', 'a:\r\n  b: 1\r\n', { a: { b: 1 } }],
  ['block scalars', 'a: |\n  b\n  c\nd: >-\n  e\n  f\n', { a: 'b\nc\n', d: 'e f' }],
  ['scalars on several lines', 'a: b\n  c\nd: "e\n  f"\n', { a: 'b c', d: 'e f' }],
  ['flow collections on several lines', 'a: [\n  b,\n  c\n]\n', { a: ['b', 'c'] }],
  ['names that objects inherit', 'toString: 1\n', { toString: 1 }],
  ['words that only YAML 1.1 takes for booleans', 'on: yes\n', { on: 'yes' }],
  ['one document with markers', '# c\n---\na: 1\n...\n', { a: 1 }],
  ['text that looks like anchors and tags', 'a: |\n  &b *c !d\n  %e\nf: "*g"\n', { a: '&b *c !d\n%e\n', f: '*g' }],
])('reads %s', (_, text, value) => {
  expect(readYaml(text, 'f.yaml')).toStrictEqual({ value });
});

const noAnchors = 'write the value out; the catalog does not use YAML anchors';

it.each([
  ['a number', '1: x\n', 'f.yaml:1:1: key 1 is a number, not a string; put it in quotes: "1"'],
  ['a boolean', 'a:\n  true: x\n', 'f.yaml:2:3: a: key true is a boolean, not a string; put it in quotes: "true"'],
  ['null', '~: x\n', 'f.yaml:1:1: key ~ is null, not a string; put it in quotes: "~"'],
  ['nothing', ': x\n', 'f.yaml:1:1: the key before ":" is missing; write "name: value"'],
  [
    'a template',
    'image: {{ tag }}\n',
    'f.yaml:1:9: image: a mapping is used as a key; keys are strings; put text that starts with "{" or "[" in quotes',
  ],
  [
    'a list',
    '[a, b]: c\n',
    'f.yaml:1:1: a list is used as a key; keys are strings; put text that starts with "{" or "[" in quotes',
  ],
  ['__proto__', 'a:\n  - __proto__: {b: 1}\n', 'f.yaml:2:5: a[0]: key "__proto__" is reserved; use another name'],
  ['constructor', 'constructor: 1\n', 'f.yaml:1:1: key "constructor" is reserved; use another name'],
  ['prototype', '"prototype": 1\n', 'f.yaml:1:1: key "prototype" is reserved; use another name'],
  [
    'a merge key',
    '<<: {a: 1}\n',
    'f.yaml:1:1: merge key "<<" is not accepted; write the fields out; the catalog does not use YAML anchors',
  ],
  [
    'a repeated key',
    'a:\n  b: 1\n  c: 2\n  "b": 3\n',
    'f.yaml:4:3: a: key "b" is written again; it is on line 2 already; keep one of them',
  ],
])('refuses %s as a key', (_, text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

it.each([
  ['an anchor', 'a:\n  - &b 1\n', `f.yaml:2:5: a[0]: anchor "&b" is not accepted; ${noAnchors}`],
  ['an anchor of the whole document', '&b\na: 1\n', `f.yaml:1:1: anchor "&b" is not accepted; ${noAnchors}`],
  ['an alias', 'a: 1\nc: *b\n', `f.yaml:2:4: c: alias "*b" is not accepted; ${noAnchors}`],
  [
    'a tag that runs code elsewhere',
    'a: !!js/function "x"\n',
    'f.yaml:1:4: a: tag "!!js/function" is not accepted; write the value without it, and in quotes if it must be a string',
  ],
  [
    'a tag of an application',
    'a: !foo {b: 1}\n',
    'f.yaml:1:4: a: tag "!foo" is not accepted; write the value without it, and in quotes if it must be a string',
  ],
  [
    'a directive',
    '%YAML 1.1\n---\na: yes\n',
    'f.yaml:1:1: directive "%YAML 1.1" is not accepted; delete the line; files are read as YAML 1.2',
  ],
  [
    'a second document',
    'a: 1\n---\nb: 2\n',
    'f.yaml:2:1: the file has 2 documents; this is where the second one starts; keep one document in a file, and delete a "---" at the end',
  ],
])('refuses %s', (_, text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

it('never expands aliases', () => {
  const lines = Array.from({ length: 30 }, (_, n) => `l${n + 1}: &l${n + 1} [*l${n}, *l${n}, *l${n}, *l${n}]`);

  expect(problemsOf(`l0: &l0 [x]\n${lines.join('\n')}\n`)).toHaveLength(101);
});

it.each([
  ['', 'f.yaml: the file is empty; write its fields as "name: value", or delete it'],
  ['# only a comment\n', 'f.yaml: the file is empty; write its fields as "name: value", or delete it'],
  [
    '# c\n- a\n',
    'f.yaml:2:1: the file holds a list instead of a mapping; write fields as "name: value", with a space after the colon',
  ],
  [
    'a:b\n',
    'f.yaml:1:1: the file holds "a:b" instead of a mapping; write fields as "name: value", with a space after the colon',
  ],
])('refuses a file without a mapping: %j', (text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

const tabHint = 'indent with spaces: YAML allows no tabs there';
const indentHint =
  'give the keys of one mapping and the items of one list the same indentation, and close every bracket';
const nestedHint = 'put a value that contains ": " in quotes, and nested fields on lines of their own below the key';

it.each([
  ['a tab', 'a:\n\tb: 1\n', `f.yaml:2:1: "b: 1" is indented with a tab; ${tabHint}`],
  ['a tab in a block scalar', 'a: |\n\tb\n', `f.yaml:2:1: "b" is indented with a tab; ${tabHint}`],
  [
    'an unclosed quote',
    'a: 1\nb: "x\nc: 2\n',
    'f.yaml:2:4: the quote in "b: \\"x" is never closed; close it, or leave both quotes out',
  ],
  [
    'an unclosed bracket',
    'a: [1, 2\nb: 3\n',
    'f.yaml:2:1: "[" is opened before this and never closed; close it with "]", or put the value in quotes',
  ],
  [
    'a colon in a value',
    'a: b: c\n',
    `f.yaml:1:4: "a: b: c" is not valid YAML: nested mappings are not allowed in compact mappings; ${nestedHint}`,
  ],
  [
    'uneven indentation',
    'a:\n    b: 1\n  c: 2\n',
    `f.yaml:3:1: "c: 2" is not valid YAML: all mapping items must start at the same column; ${indentHint}`,
  ],
  [
    'a key without a colon',
    'a: 1\nfoo\nb: 2\n',
    'f.yaml:2:1: "foo" is not valid YAML: implicit keys need to be on a single line; write "name: value", and give the keys of one mapping the same indentation',
  ],
  [
    'a reserved character',
    'a: @b\n',
    'f.yaml:1:4: "a: @b" is not valid YAML: plain value cannot start with reserved character @; put the value in quotes',
  ],
  [
    'an unknown escape',
    'a: "\\d"\n',
    'f.yaml:1:5: "a: \\"\\\\d\\"" is not valid YAML: invalid escape sequence \\d; write "\\\\" for a backslash, or use single quotes',
  ],
])('explains %s', (_, text, problem) => {
  expect(problemsOf(text)).toEqual([problem]);
});

it('reports every problem at once, in the order of the text', () => {
  const read = readYaml('a: &x 1\nb: @y\n2: c\na: !t z\n', 'f.yaml');

  expect(read).toMatchObject({
    problems: [
      { line: 1, column: 4, path: ['a'] },
      { line: 2, column: 4, path: [] },
      { line: 3, column: 1, path: [] },
      { line: 4, column: 1, path: [] },
      { line: 4, column: 4, path: ['a'] },
    ],
  });
});

it('counts the problems that it does not show', () => {
  const problems = problemsOf(`a: 1\n${'a: 2\n'.repeat(150)}`);

  expect(problems).toHaveLength(101);
  expect(problems.at(-1)).toBe('f.yaml: 50 more problems are not shown; correct the ones above first');
});

it.each([
  ['the limit', `a: ${'x'.repeat(maximumDocumentBytes - 3)}`, []],
  [
    'a byte more, counted in UTF-8',
    `a: ä${'x'.repeat(maximumDocumentBytes - 4)}`,
    [
      'f.yaml: the file has 262145 bytes, which exceeds the limit 262144; split it, or keep large data out of the catalog',
    ],
  ],
])('bounds the size of a file: %s', (_, text, problems) => {
  expect(problemsOf(text)).toEqual(problems);
});

it.each([
  ['Latin-1', Buffer.from([0x61, 0x0a, 0x62, 0x3a, 0x20, 0xe9]), 'f.yaml:2:4'],
  ['UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0x00]), 'f.yaml:1:1'],
  ['half a character at the end', Buffer.from('a: ä\n').subarray(0, 4), 'f.yaml:1:4'],
])('refuses %s', (_, bytes, place) => {
  expect(problemsOf(bytes)).toEqual([`${place}: the file is not UTF-8 text; save it as UTF-8`]);
});

it.each([
  ['NUL', 'a: 1\nb: x\0\n', 'f.yaml:2:5: character U+0000 is not allowed in YAML'],
  ['half a surrogate pair', 'a: \ud83d', 'f.yaml:1:4: character U+D83D is not allowed in YAML'],
  [
    'a binary',
    '\x7fELF\x01\x02',
    'f.yaml:1:1: character U+007F is not allowed in YAML, the first of 3 such characters',
  ],
])('refuses %s', (_, text, problem) => {
  expect(problemsOf(text)).toEqual([`${problem}; remove it, or write it as an escape in double quotes`]);
});

it.each([['['], ['{'], ['- '], ['a: '], ['? '], [': '], ['[{a: ']])('survives a bomb of %j', (unit) => {
  const [problem] = problemsOf(unit.repeat(Math.floor(maximumDocumentBytes / unit.length)));

  expect(problem).toMatch(/^f\.yaml:1:\d+: the nesting is deeper than 64 levels; use fewer levels/);
});

it('reads 64 levels on both ways', () => {
  const nested = Array.from({ length: 63 }).reduce<unknown>((inner) => [inner], 1);

  expect(readYaml(stringify({ a: nested }), 'f.yaml')).toStrictEqual({ value: { a: nested } });
  expect(readYaml(`a: ${JSON.stringify(nested)}\nb: |\n  c\n`, 'f.yaml')).toStrictEqual({
    value: { a: nested, b: 'c\n' },
  });
  expect(problemsOf(`a: [${JSON.stringify(nested)}]\n`)).toHaveLength(1);
});
