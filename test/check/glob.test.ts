import { globMatcher } from '../../src/check/glob';

test.each([
  ['*', 'web', true],
  ['*', 'a/web', false],
  ['**', 'a/b/web', true],
  ['**/web', 'web', true],
  ['**/web', 'a/b/web', true],
  ['**/web', 'a/bweb', false],
  ['a/**/web', 'a/web', true],
  ['a/**/**/web', 'a/b/c/web', true],
  ['a/', 'a/b/c', true],
  ['a/', 'a', false],
  ['we?', 'web', true],
  ['a?b', 'a/b', false],
  ['Deployment/dev/*', 'Deployment/dev/web', true],
  ['a.yaml', 'abyaml', false],
  ['[a](b)+{c}|$^\\', '[a](b)+{c}|$^\\', true],
  ['*', 'line\nend', true],
])('%j and %j: %j', (pattern, text, isFitting) => {
  expect(globMatcher([pattern])(text)).toBe(isFitting);
});

test('one of several patterns is enough, and none fits nothing', () => {
  expect(globMatcher(['a', 'b'])('b')).toBe(true);
  expect(globMatcher([])('')).toBe(false);
});

test('a pattern with many stars takes no time', () => {
  expect(globMatcher(['**/*a*a*a*b'])(`${'a'.repeat(200)}c`)).toBe(false);
});
