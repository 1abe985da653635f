import * as fc from 'fast-check';

import { fitsGlob } from '../../src/check/argocd/glob';
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

test.each(['*a*a*a*a*a*a*a*a*a*b', '**/*a*a*a*a*a*a*b', '**a**a**a**a**a**b', '?*?*?*?*?*?*?*?b', '**/**/a/**/**/b'])(
  'the pattern %j takes no time',
  (pattern) => {
    const text = 'a'.repeat(20_000);
    const started = performance.now();

    expect(globMatcher([pattern])(`${text}c`)).toBe(false);
    expect(fitsGlob(pattern, `${text}c`)).toBe(false);
    expect(fitsGlob(pattern, `${text}c`, '/')).toBe(false);
    // A regular expression needs hours for most of them.
    expect(performance.now() - started).toBeLessThan(5000);
  },
);

test('patterns mean what the regular expressions mean that they stand for', () => {
  const pattern = fc.array(fc.constantFrom('*', '**', '**/', '/', '?', 'a', 'b', '.'), { maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (parts, tried) => {
      const glob = parts.join('');
      expect(globMatcher([glob])(tried)).toBe(expressionOf(glob).test(tried));
    }),
    { numRuns: 2000 },
  );
});

/** Short texts alone may be asked of it. */
function expressionOf(pattern: string): RegExp {
  const source = pattern.replace(/\/$/, '/**').replaceAll(/\*{2,}\/(?:\*{2,}\/)*|\*+|\?|[^*?]+/g, (part) => {
    if (part.endsWith('**/')) return '(?:.*/)?';
    if (part.startsWith('**')) return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replaceAll('.', '\\.');
  });
  return new RegExp(`^${source}$`, 's');
}
