import * as fc from 'fast-check';
import { load } from 'js-yaml';
import { parse } from 'yaml';
import { emitYaml } from '../../src/render/emit-yaml';

describe('the text', () => {
  test('a Kubernetes object starts with apiVersion, kind and metadata, and is sorted below', () => {
    const text = emitYaml({
      spec: {
        replicas: 2,
        paused: false,
        template: { spec: { containers: [{ name: 'app', args: ['--port=80', '-v'] }] } },
      },
      metadata: { name: 'web', labels: {}, annotations: undefined },
      data: null,
      kind: 'Deployment',
      apiVersion: 'apps/v1',
    });

    expect(text).toBe(
      [
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata:',
        '  labels: {}',
        '  name: web',
        'data: null',
        'spec:',
        '  paused: false',
        '  replicas: 2',
        '  template:',
        '    spec:',
        '      containers:',
        '      - args:',
        '        - --port=80',
        '        - -v',
        '        name: app',
        '',
      ].join('\n'),
    );
  });

  test('only the document itself may be ordered as a Kubernetes object', () => {
    expect(emitYaml({ list: [{ kind: 'A', apiVersion: 'v1', extra: 1 }] })).toBe(
      'list:\n- apiVersion: v1\n  extra: 1\n  kind: A\n',
    );
    expect(emitYaml({ kind: 'A', first: 1 })).toBe('first: 1\nkind: A\n');
  });

  test('keys are sorted by code unit, whatever the order they were set in', () => {
    expect(emitYaml({ b: 1, a: 1, B: 1, 10: 1, 9: 1, é: 1 })).toBe('"10": 1\n"9": 1\nB: 1\na: 1\nb: 1\n"é": 1\n');
  });

  test('text of several lines is a literal block', () => {
    const text = emitYaml({
      json: '{\n  "a": 1\n}',
      promql: 'sum(up)\n\t/\n\n# all\nsum(x)\n',
      padded: 'a\n\n\n',
      list: ['one\ntwo\n', ['three\nfour']],
    });

    expect(text).toBe(
      [
        'json: |-',
        '  {',
        '    "a": 1',
        '  }',
        'list:',
        '- |',
        '  one',
        '  two',
        '- - |-',
        '    three',
        '    four',
        'padded: |+',
        '  a',
        '',
        '',
        'promql: |',
        '  sum(up)',
        '  \t/',
        '',
        '  # all',
        '  sum(x)',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['a leading blank', ' a\nb'],
    ['a leading tab', '\ta\nb'],
    ['a leading empty line', '\na'],
    ['a blank before a line break', 'a \nb'],
    ['a blank at the end', 'a\nb '],
    ['a carriage return', 'a\r\nb'],
    ['a line break of YAML 1.1', 'a\nb\u2028c\u0085'],
    ['a bidirectional mark', 'a\nb\u202e'],
  ])('text of several lines with %s is quoted', (_, value) => {
    expect(emitYaml({ value })).toMatch(/^value: "[ -~]+"\n$/);
  });

  test('empty collections are written in place, at any depth', () => {
    expect(emitYaml({ a: {}, b: [], c: [{}, [], [[]]], d: { left: undefined } })).toBe(
      'a: {}\nb: []\nc:\n- {}\n- []\n- - []\nd: {}\n',
    );
    expect([emitYaml({}), emitYaml([]), emitYaml('a'), emitYaml(null), emitYaml('a\nb')]).toEqual([
      '{}\n',
      '[]\n',
      'a\n',
      'null\n',
      '|-\n  a\n  b\n',
    ]);
  });

  test('long text is never folded', () => {
    const value = 'word '.repeat(200).trim();

    expect(emitYaml({ value })).toBe(`value: ${value}\n`);
  });
});

describe('strings of manifests stay plain', () => {
  test.each([
    'web',
    'app.kubernetes.io/name',
    'ghcr.io/acme/web:v1.2.3@sha256:0123456789abcdef',
    'http://web.dev.svc.cluster.local:8080/a?'.slice(0, -1),
    '/health/ready',
    '--log-level=debug',
    '-Xmx512m',
    '100m',
    '128Mi',
    '25%',
    'RollingUpdate',
    'Rendered by Slipway (do not edit), see docs',
    'yesterday',
    'no-op',
  ])('%s', (value) => {
    expect(emitYaml([value])).toBe(`- ${value}\n`);
    expectReadAlike([value]);
  });
});

const TRICKY: readonly string[] = Object.values({
  words: 'on off On OFF yes no No y n Y N true false True FALSE null NULL Null ~ nan NaN inf -inf Infinity --inf'.split(
    ' ',
  ),
  integers: '0 -0 +1 -1 100 014 0777 0o14 0b11 0x1f 0x 1_000 _1 1__0 1,000 12:30 1:2:3 190:20:30.15 ١٢'.split(' '),
  floats:
    '1e3 1E3 1e3Mi e1 E5 e-0 E+1 -e12 e12345678901 1.0 .5 5. 1. 1e 0. 1.2.3 0.1.2 .inf -.inf +.INF .nan .NaN'.split(
      ' ',
    ),
  quantities: '1Gi 5m 100m 1.5Gi 25% 30s 1h30m x1f o14'.split(' '),
  dates: ['2001-12-14', '2001-1-1', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43'],
  indicators: '- -- --- ... = << < > | ? : , # % @ ` ! & * { } [ ] {} [] \\ " \''.split(' '),
  starts: [
    ':a',
    '-a',
    '-1a',
    '- a',
    '? a',
    '#a',
    '%a',
    '@a',
    '`a',
    '!tag',
    '&a',
    '*a',
    '{a',
    '[a',
    '"a',
    '--- a',
    '*/5 * * *',
  ],
  insides: [
    'a:',
    'a: b',
    'a:b',
    'a :b',
    'a::b',
    'a #b',
    'a#b',
    "it's",
    'a\\nb',
    'a  b',
    '$(VAR)',
    '${VAR}',
    '{{ .Values.a }}',
  ],
  blanks: ['', ' ', '  ', ' a', 'a ', 'a\tb', '\t', '\ta', 'a\t'],
  lines: [
    '\n',
    'a\n',
    '\na',
    'a\nb',
    'a\r',
    'a\rb',
    'a\r\nb',
    'a\n\n',
    'a\n ',
    ' \na',
    'a\n\tb',
    'a\n b',
    'a\n\n\nb\n\n',
  ],
  markers: ['a\n---\nb', 'a\n...\n', '---\na', '# a\nb', 'a: b\nc: d', '- a\n- b\n', '|\n a', '%YAML 1.1\n---\n'],
  controls: ['\u0000', '\u0007', '\u001b', '\u007f', '\u0080', '\u0085', 'a\u0085b', 'a\u001b\nb'],
  separators: ['\u00a0', '\u00ad', '\u2028', '\u2029', 'a\u2028\nb', '\ufeff', '\ufeffa\nb', '\u200b', '\u202e'],
  unicode: ['é', 'é\nè', '日本', '😀', '😀\n😀', '👩‍💻', '\ufffd', '\ufffe', '\uffff'],
  properties: ['__proto__', 'constructor', 'toString', 'length'],
}).flat();

describe('strings that readers like to take for something else', () => {
  test.each(TRICKY.map((value) => [JSON.stringify(value), value]))('%s is read back by all readers', (_, value) => {
    expectReadAlike(value);
    expectReadAlike([value, [value]]);
    expectReadAlike({ key: value, nested: { value: [value] } });
    expectReadAlike(Object.fromEntries([[value, 1]]));
    expectReadAlike([Object.fromEntries([[value, { a: value }]])]);
  });

  test('all of them in one document', () => {
    expectReadAlike(Object.fromEntries(TRICKY.map((value) => [value, [value]])));
  });

  test('keys longer than a simple key may be', () => {
    const key = '😀"'.repeat(600);

    expectReadAlike([{ [key]: 1, [`${key}a`]: { a: 'b' }, [`${key}b`]: ['c'], [`${key}c`]: 'd\ne\n' }]);
  });
});

test.each([0, -0, 1, -1, 1.5, 0.1, 1e21, 1e-7, -1.5e300, 5e-324, 2 ** 53, 1e20, Number.MAX_VALUE])(
  'the number %p is read back as a number by all readers',
  (value) => {
    expectReadAlike({ value });
  },
);

describe('any data', () => {
  const nasty = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...Array.from(' \t\n\r:#-?,[]{}&*!|>\'"%@`ab01.~=<y\u0085\u2028\\/_+e')) }),
    fc.string({
      unit: fc.constantFrom(...Array.from('aBe1./-:@ =_,%()+~')),
    }),
    fc.array(fc.string(), { maxLength: 5 }).map((lines) => lines.join('\n')),
    fc.constantFrom(...TRICKY),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.oneof(
        nasty,
        fc.boolean(),
        fc.constant(null),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      ),
      fc.array(tie('tree'), { maxLength: 5 }),
      fc.dictionary(nasty, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
    ),
  }));

  test('is read back by all readers', () => {
    fc.assert(
      fc.property(tree, (value) => expectReadAlike(value)),
      { numRuns: 1500 },
    );
  });

  test('is written the same whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(nasty, tree, { noNullPrototype: true }), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());

        expect(emitYaml(reversed)).toBe(emitYaml(value));
      }),
      { numRuns: 300 },
    );
  });

  test('any string alone, as a value and as a key', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expectReadAlike({ text });
        expectReadAlike(Object.fromEntries([[text, text]]));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('what YAML cannot carry is refused with its path', () => {
  class Image {
    readonly tag = 'v1';
  }
  const cycle: { next?: unknown } = {};
  cycle.next = cycle;
  const gap = ['a'];
  gap[2] = 'c';

  test.each([
    ['a function', { a: { 'b/c': [() => 1] } }, /^cannot write YAML: a\["b\/c"\]\[0\] is a function; /],
    ['a symbol', [Symbol('x')], /^cannot write YAML: \[0\] is a symbol; /],
    ['a bigint', { a: 5n }, /^cannot write YAML: a is the bigint 5; use a number or a string$/],
    ['a date', { when: new Date(0) }, /^cannot write YAML: when is of class Date; /],
    ['a class instance', { spec: { image: new Image() } }, /^cannot write YAML: spec\.image is of class Image; /],
    ['a Map', { a: new Map() }, /^cannot write YAML: a is of class Map; /],
    ['NaN', { a: [1, Number.NaN] }, /^cannot write YAML: a\[1\] is NaN; only finite numbers can be written$/],
    ['Infinity', { a: Number.NEGATIVE_INFINITY }, /^cannot write YAML: a is -Infinity; /],
    ['undefined in a list', [undefined], /^cannot write YAML: \[0\] is undefined; /],
    ['a gap in a list', { a: gap }, /^cannot write YAML: a\[1\] is undefined; /],
    [
      'half a surrogate pair',
      { a: ['x\ud800'] },
      /^cannot write YAML: a\[0\] is "x\\ud800", with half a surrogate pair; /,
    ],
    [
      'half a surrogate pair in a text of lines',
      'a\udc00b\nc',
      /^cannot write YAML: the document is "a\\udc00b\\nc", /,
    ],
    ['half a surrogate pair in a key', { a: { '\ud83d': 1 } }, /^cannot write YAML: a has the key "\\ud83d", /],
    ['nothing', undefined, /^cannot write YAML: the document is undefined; /],
    [
      'a cycle',
      { a: cycle },
      /^cannot write YAML: a\.next\.next\..{1,200}\.\.\. is nested deeper than 100 levels, or contains itself$/,
    ],
  ])('%s', (_, value, message) => {
    expect(() => emitYaml(value)).toThrow(TypeError);
    expect(() => emitYaml(value)).toThrow(message);
  });

  test('an error leaves nothing behind for the next document', () => {
    expect(() => emitYaml({ a: Number.NaN })).toThrow('a is NaN');
    expect(emitYaml({ b: 1 })).toBe('b: 1\n');
  });
});

/** Reads the text with a YAML 1.2 reader, a YAML 1.1 reader, and one in between, as the tools around Kubernetes do. */
function expectReadAlike(value: unknown): void {
  const text = emitYaml(value);

  expect(parse(text, { version: '1.2' })).toEqual(value);
  expect(parse(text, { version: '1.1', schema: 'yaml-1.1' })).toEqual(value);
  expect(load(text)).toEqual(value);
}
