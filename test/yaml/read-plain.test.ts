import * as fc from 'fast-check';
import { parse, parseDocument, stringify } from 'yaml';

import { maximumDepth, readPlainYaml } from '../../src/yaml/read-plain';

describe('what people write is read as the yaml library reads it', () => {
  it.each([
    ['a mapping', 'a: 1\nb: two\n'],
    ['no line feed at the end', 'a: 1'],
    ['nested mappings', 'a:\n  b:\n    c: 1\n  d: 2\ne: 3\n'],
    ['four spaces', 'a:\n    b:\n        c: 1\n'],
    ['comments', '# top\na: 1 # one\n  # deeper\n\nb: # none\n# end'],
    ['a hash in a value', 'a: b#c\nd: "e # f"\n'],
    ['a list', 'a:\n  - b\n  - c\n'],
    ['a list at the indentation of its key', 'a:\n- b\n- c\nd:\n- e\n'],
    ['mappings in a list', 'a:\n  - b: 1\n    c: 2\n  - d:\n      - e\n    f: 3\n'],
    ['lists in a list', '- - a\n  - b\n-\n  - c\n-\n- d\n'],
    ['wide dashes', '-   a: 1\n    b: 2\n'],
    ['values without text', 'a:\nb:\n  c:\nd: ~\n'],
    ['integers', 'a: [0, -0, +7, 0123, 0o17, 0x1F, 9007199254740993]\n'],
    ['fractions', 'a: [1., .5, -1.5e-3, 1E+2, .inf, -.INF, +.Inf, .nan, .NaN]\n'],
    ['words', 'a: [null, Null, NULL, ~, true, True, TRUE, false, False, FALSE]\n'],
    ['words that are strings', 'a: [nULL, yes, on, no, 12:30, 1_000, 0b1, 1.2.3, 0x, +, ., -a, 1e, nan]\n'],
    ['urls and arguments', 'a: http://b:80/c?d=e&f\nb:\n  - --verbose\n  - -Xmx512m\n  - -1\n'],
    ['single quotes', "a: 'it''s: # {x}'\n'b c': ''\n"],
    ['double quotes', '"a": "b\\tc\\x41\\u00e9\\U0001F600\\\\\\"\\/\\N\\_\\L\\P\\e\\0"\n'],
    ['flow collections', 'a: {b: 1, "c": [x y, { }, [ ]], d: {e: f}} # g\nh: [ ]\n'],
    ['a first line with three dashes', '---\na: 1\n'],
    ['literals', 'a: |\n  b: c\n\n    d # e\n\n\nf: |-\n g\n\nh:\n- |+ \n  i\n\n- j: |\n    k\n# end\n'],
    ['unusual names', '"1": a\n"true": b\na b: c\nd:\n  -x: e\n$y: f\nä: ö\n'],
  ])('%s', (_, text) => {
    const read = readPlainYaml(text);

    expect(read).toStrictEqual({ value: parse(text, { schema: 'core' }) });
  });
});

it.each([
  ['an empty text', ''],
  ['only comments', '# a\n'],
  ['an anchor', 'a: &b 1\n'],
  ['an alias', 'a: *b\n'],
  ['a tag', 'a: !!str 1\n'],
  ['a directive', '%YAML 1.2\n---\na: 1\n'],
  ['two documents', 'a: 1\n---\nb: 2\n'],
  ['a marker that looks like a key', 'a: 1\n--- b: 2\n'],
  ['the end of a document', 'a: 1\n...\n'],
  ['a literal with an indentation indicator', 'a: |1\n  b\n'],
  ['a literal without text', 'a: |\n\nb: 1\n'],
  ['a literal below less indentation', 'a: |\n    b\n  c\n'],
  ['a literal below a longer blank line', 'a: |\n     \n  c\n'],
  ['a literal on a line of its own', 'a:\n  |\n  b\n'],
  ['a literal without a line feed at the end', 'a: |\n  b'],
  ['a folded scalar', 'a: >-\n  b\n'],
  ['a plain scalar on two lines', 'a: b\n  c\n'],
  ['a quoted scalar on two lines', 'a: "b\n  c"\n'],
  ['an escaped line feed', 'a: "b\\\n  c"\n'],
  ['an unclosed quote', 'a: "b\n'],
  ['an unknown escape', 'a: "\\d"\n'],
  ['a code point beyond Unicode', 'a: "\\U00110000"\n'],
  ['a flow collection on two lines', 'a: [b,\n  c]\n'],
  ['a pair in a flow sequence', 'a: [b: c]\n'],
  ['a template', 'a: {{ b }}\n'],
  ['a tab', 'a:\n\tb: 1\n'],
  ['a carriage return', 'a: 1\r\nb: 2\r\n'],
  ['a byte order mark', '\ufeffa: 1\n'],
  ['a ? key', '? a\n: b\n'],
  ['a number as a key', '1: a\n'],
  ['a boolean as a key', 'a:\n  true: b\n'],
  ['a repeated key', 'a: 1\n"a": 2\n'],
  ['a repeated key in flow', 'a: {b: 1, b: 2}\n'],
  ['a merge key', '<<: {a: 1}\n'],
  ['__proto__', '__proto__: {a: 1}\n'],
  ['constructor', '{"constructor": 1}\n'],
  ['prototype', 'prototype: 1\n'],
  ['a colon in a plain value', 'a: b: c\n'],
  ['a list beside its key', 'a: - b\n'],
  ['less indentation than the first key', 'a:\n    b: 1\n  c: 2\n'],
  ['more indentation than the first key', 'a: 1\n  b: 2\n'],
  ['a list that becomes a mapping', '- a\nb: 1\n'],
  ['text after a quote', 'a: "b" c\n'],
  ['a comment without space', 'a: "b"#c\n'],
  ['reserved characters', 'a: @b\n'],
  ['a scalar on a line of its own', 'a:\n  b\n'],
  ['a key that is too long', `${'k'.repeat(1025)}: 1\n`],
  ['deep flow nesting', `a: ${'['.repeat(100_000)}`],
  ['deep block nesting', '- '.repeat(100_000)],
  ['one level too many', `${'- '.repeat(maximumDepth)}[]\n`],
])('%s is not mine', (_, text) => {
  expect(readPlainYaml(text)).toBeUndefined();
});

it('reads the deepest nesting that is allowed', () => {
  const text = `${'- '.repeat(maximumDepth - 1)}[]\n`;

  expect(readPlainYaml(text)).toStrictEqual({ value: parse(text) });
});

describe('against the library', () => {
  const key = fc.stringMatching(/^[a-z][A-Za-z0-9_.-]{0,12}$/).filter((name) => !(name in {}) && name !== 'prototype');
  const text = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9/][A-Za-z0-9 .:/@#%_"'-]{0,20}[A-Za-z0-9]$/),
    fc.constantFrom(
      'on',
      'no',
      'true',
      'null',
      '~',
      '1',
      '1.0',
      '0x1F',
      '-',
      '',
      ' ',
      'a: b',
      'a # b',
      '[a]',
      '{{ a }}',
    ),
    fc.constantFrom('200m', '512Mi', '25%', '0 2 * * *', 'https://a.example.com:8443/b', '--a=b', 'ä', '😀', "it's"),
  );
  const scalar = fc.oneof(text, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, scalar, tie('mapping'), tie('list')),
    mapping: fc.dictionary(key, tie('node'), { maxKeys: 5 }),
    list: fc.array(tie('node'), { maxLength: 4 }),
  }));
  const lines = fc
    .array(fc.constantFrom('a', ' b: c', '', '  ', '\td', '# e', '- f', '---', '    g'), { minLength: 1, maxLength: 6 })
    .map((some) => some.join('\n'));
  const literalFile = fc.dictionary(key, fc.oneof(node, lines, fc.array(lines), fc.dictionary(key, lines)));
  const catalogFile = fc.dictionary(key, node, { minKeys: 1, maxKeys: 6 });
  const layout = fc.record({
    indent: fc.constantFrom(2, 4),
    indentSeq: fc.boolean(),
    singleQuote: fc.constantFrom(null, true, false),
    defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
    defaultKeyType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const),
  });

  it('reads every catalog-like file that has no long lines', () => {
    fc.assert(
      fc.property(catalogFile, layout, (value, options) => {
        const written = stringify(value, { ...options, lineWidth: 0, blockQuote: false, aliasDuplicateObjects: false });

        expect(readPlainYaml(written)).toStrictEqual({ value: parse(written, { schema: 'core' }) });
      }),
      { numRuns: 1000 },
    );
  });

  it('reads what it reads as the library does, whatever the layout', () => {
    const anyText = fc.oneof(
      lines,
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.string({ minLength: 70, maxLength: 200 }),
    );
    const anyFile = fc.dictionary(fc.oneof(key, anyText), fc.oneof(node, anyText, fc.array(anyText)));

    fc.assert(
      fc.property(anyFile, layout, fc.boolean(), (value, options, isFlow) => {
        expectAgreement(stringify(value, { ...options, collectionStyle: isFlow ? 'flow' : 'any' }));
      }),
      { numRuns: 500 },
    );
  });

  // prettier-ignore
  const fragments = [
    'a', 'key', '1', '-0', '0x1F', 'true', '~', '.5', ': ', ':', '- ', '-', ' ', '  ', '\n', '\n  ', '\n    ', '\n- ',
    ' # c', '#', '"', "'", '[', ']', '{', '}', ', ', ',', '\\', '\\x41', '&a', '*a', '!t', '|', '>', '? ', '%', '@', '`',
    '|', '|-\n', '|+\n ', '|\n  ', '\n\n', '\n   ', '---', '...', '\t', '\r', '\ufeff', '\u0085', '\u2028', '\0', '\x02', '<<', 'a: b', '- c', 'd:\n', '[e, f]', '{g: h}',
  ];
  const fragment = fc.constantFrom(...fragments);

  it('never reads random text otherwise', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 16 }), (fragments) => expectAgreement(fragments.join(''))),
      { numRuns: 2000 },
    );
  });

  it('never reads a damaged file otherwise', () => {
    const edit = fc.record({ at: fc.nat(), removed: fc.nat(3), inserted: fc.oneof(fragment, fc.constant('')) });

    fc.assert(
      fc.property(
        fc.oneof(catalogFile, literalFile),
        layout,
        fc.array(edit, { maxLength: 3 }),
        (value, options, edits) => {
          let damaged = stringify(value, options);
          for (const { at, removed, inserted } of edits) {
            const start = at % (damaged.length + 1);
            damaged = damaged.slice(0, start) + inserted + damaged.slice(start + removed);
          }

          expectAgreement(damaged);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function expectAgreement(text: string): void {
  const read = readPlainYaml(text);
  if (read === undefined) return;

  const document = parseDocument(text, { schema: 'core' });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  expect(read).toStrictEqual({ value: document.toJS() });
}
