import * as fc from 'fast-check';

import { guardJson } from '../../src/portal/guard-json';

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const keys = (count: number): string => `{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join(',')}}`;

test.each([
  ['nested as deep as allowed', deep(32)],
  ['as many keys as allowed', keys(2000)],
  ['the same key in two objects', '[{"a":1},{"a":2}]'],
  ['a key that only looks like a prototype', '{"__proto":1,"Constructor":2}'],
  ['escapes', String.raw`"\u00e4\n\ud83d\ude00"`],
  ['numbers', '[0,-0,1.5e-7,1e308]'],
  ['space around everything', ' \t\r\n{ "a" : [ 1 , true , null ] } '],
])('takes %s, and reads what JSON.parse reads', (_, text) => {
  expect(guardJson(text)).toEqual({ value: JSON.parse(text), minified: expect.any(String) });
});

test.each([
  ['deeper than allowed', deep(33), 'nested deeper than 32'],
  ['more keys than allowed', keys(2001), 'more than 2000 keys'],
  ['a key twice', '{"a":1,"a":1}', 'twice'],
  ['a key twice, once escaped', String.raw`{"a":1,"\u0061":1}`, 'twice'],
  ['__proto__', '{"__proto__":{}}', '"__proto__" is not allowed'],
  ['__proto__, escaped', String.raw`{"\u005f_proto__":{}}`, '"__proto__" is not allowed'],
  ['constructor in a list', '[{"constructor":1}]', '"constructor" is not allowed'],
  ['prototype', '{"a":{"prototype":1}}', '"prototype" is not allowed'],
  ['NaN', '[NaN]', 'begins nothing that JSON has'],
  ['Infinity', '[-Infinity]', 'begins nothing that JSON has'],
  ['a number that is none', '[1e400]', 'too large'],
  ['half of a pair', String.raw`["\ud83d"]`, 'half of a pair'],
  ['half of a pair in a key', String.raw`{"\udc00":1}`, 'half of a pair'],
  ['a mark of the byte order', '\ufeff{}', 'begins nothing that JSON has'],
  ['something behind it', '{} {}', 'something follows'],
  ['nothing', '', 'ends too early'],
  ['space only', '  ', 'ends too early'],
  ['an object that does not end', '{"a":1', 'ends too early'],
  ['a comma too many', '[1,]', 'a value is missing'],
  ['a comma too many in an object', '{"a":1,}', 'a key is missing'],
  ['no comma', '[1 2]', 'a "," or a "]" is missing'],
  ['the wrong end', '{"a":1]', 'a "," or a "}" is missing'],
  ['no colon', '{"a" 1}', 'a ":" is missing'],
  ['a key without quotes', '{a:1}', 'begins nothing that JSON has'],
  ['a comment', '[1] // one', 'begins nothing that JSON has'],
  ['a control character', '["a\nb"]', 'begins nothing that JSON has'],
  ['a leading zero', '[01]', 'a "," or a "]" is missing'],
])('refuses %s', (_, text, fault) => {
  expect(guardJson(text)).toEqual({ fault: expect.stringContaining(fault) });
});

test('a text of any JSON is read as JSON.parse reads it, and written without space as JSON.stringify writes it', () => {
  const values = fc
    .jsonValue({ maxDepth: 6 })
    .filter((value) => !/__proto__|constructor|prototype/.test(JSON.stringify(value)));

  fc.assert(
    fc.property(values, fc.constantFrom(0, 2, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);

      expect(guardJson(text)).toEqual({ value: JSON.parse(text), minified: JSON.stringify(value) });
    }),
    { numRuns: 2000 },
  );
});

test('whatever text it takes, JSON.parse takes, too', () => {
  const parts = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '1',
    '-',
    '0',
    'e5',
    'true',
    'nul',
    ' ',
    '"',
    '\\',
  );

  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (some) => {
      const text = some.join('');
      const guarded = guardJson(text);
      if ('value' in guarded) expect(guarded.value).toEqual(JSON.parse(text));
      else expect(guarded.fault).not.toBe('');
    }),
    { numRuns: 5000 },
  );
});

test('hostile texts leave what all objects have in common as it was', () => {
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  for (let index = 0; index < 10_000; index++)
    guardJson(`{"__proto__":{"polluted${index}":true},"constructor":{"prototype":{"x":1}}}`);

  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  expect(Object({})['x']).toBeUndefined();
});

test('64 KiB of anything is looked at in one pass', () => {
  const hostile = [
    deep(32_768),
    `"${'\\\\'.repeat(30_000)}`,
    '['.repeat(65_536),
    `[${'"a",'.repeat(16_000)}1]`,
    ' '.repeat(65_536),
  ];

  expect(hostile.map((text) => 'fault' in guardJson(text))).toEqual([true, true, true, false, true]);
});
