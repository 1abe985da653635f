import * as fc from 'fast-check';

import { linearPattern } from '../../src/check/linear-pattern';

test.each([
  ['^a+$', 'aaa', true],
  ['^a+$', 'aab', false],
  ['b', 'abc', true],
  ['^(?:web|api)-.*$', 'api-1', true],
  ['^(?:web|api)-.*$', 'db-1', false],
  ['^[[:alpha:]_]{2,3}$', 'a_', true],
  ['^[[:alpha:]_]{2,3}$', 'a_bc', false],
  ['^(?i)(abort|warn)?$', 'WARN', true],
  ['^((?i)a)b$', 'Ab', true],
  ['^((?i)a)b$', 'AB', false],
  ['^(?P<name>a)$', 'a', true],
  ['\\Aa\\z', 'a', true],
  ['\\bweb\\b', 'a web b', true],
  ['\\bweb\\b', 'webs', false],
  ['^\\x60\\.\\-$', '`.-', true],
  ['^[^*]*(\\*[^/]*)?\\.(json|yml)$', 'a*b.yml', true],
  ['^2\\d{3}(?::2\\d{3}|$)', '2024', true],
  ['^.$', '😀', true],
  ['^.$', '\n', false],
  ['', 'a', true],
  ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', 'a-', false],
])('%j in %j: %j', (pattern, text, isIn) => {
  expect(linearPattern(pattern)?.test(text)).toBe(isIn);
});

test.each(['(', ')', 'a)', '[', '(?=a)', '(?<!a)b', '\\1', '((a{1000}){1000}){1000}', '('.repeat(5000)])(
  'what is no pattern of Go, or too large a one, is none: %.20s',
  (pattern) => {
    expect(linearPattern(pattern)).toBeUndefined();
  },
);

test.each([
  '(a+)+$',
  '^(a|a)*b',
  '^(a|aa)+$',
  '(a*)*(a*)*(a*)*b',
  'a?'.repeat(40) + 'a'.repeat(40) + 'b',
  '^(.*a){12}b',
])('the pattern %s takes no time', (pattern) => {
  const started = performance.now();

  expect(linearPattern(pattern)?.test(`${'a'.repeat(5000)}c`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a text of more characters than are remembered is answered as any other, and so is the next one', () => {
  const characters = Array.from({ length: 15_000 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
  const pattern = linearPattern('^(?:[^a]a?)*b$');

  const answers = [`${characters}b`, `${characters}c`, `b${characters}`, `${characters}ab`].map((text) =>
    pattern?.test(text),
  );

  expect(answers).toEqual([true, false, false, true]);
});

test('a pattern means what it means in JavaScript', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(?:a|bc)', '(ab)', '(?:|b)', '\\w', '\\b', '^', '$');
  const part = fc.tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{0,}'));
  const pattern = fc.array(part, { maxLength: 5 });
  fc.assert(
    fc.property(pattern, fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 7 }), (parts, text) => {
      // JavaScript lets nobody repeat what stands for no character.
      const source = parts.map(([one, many]) => (/^(?:\^|\$|\\b)$/.test(one) ? one : one + many)).join('');
      expect(linearPattern(source)?.test(text)).toBe(new RegExp(source, 'u').test(text));
    }),
    { numRuns: 3000 },
  );
});
