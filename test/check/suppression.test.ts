import { annotationsOf, commentsIn } from '../../src/check/suppression';
import { readManifestText } from '../../src/manifests/read-text';

const text = `# slipway-ignore first-rule: two of them
# a note
#slipway-ignore second-rule: above each other
kind: ConfigMap # slipway-ignore third-rule: at the end
data:
  script: |
    # slipway-ignore no-comment: it is in a block
    exit
  quoted: "a # slipway-ignore no-comment: it is in quotes"
  plain: foo#slipway-ignore no-comment: no space before
  flow: { a: 1 } # slipway-ignore fourth-rule: it: has a colon
--- # slipway-ignore fifth-rule: with a document
# slipway-ignore-next-line no-comment: another word
list: # slipway-ignore sixth-rule: 100% 日本語 "quoted"
  - 1`;

const expected = [
  { line: 1, column: 1, target: 4, rule: 'first-rule', reason: 'two of them' },
  { line: 3, column: 1, target: 4, rule: 'second-rule', reason: 'above each other' },
  { line: 4, column: 17, target: 4, rule: 'third-rule', reason: 'at the end' },
  { line: 11, column: 18, target: 11, rule: 'fourth-rule', reason: 'it: has a colon' },
  { line: 12, column: 5, target: 12, rule: 'fifth-rule', reason: 'with a document' },
  { line: 14, column: 7, target: 14, rule: 'sixth-rule', reason: '100% 日本語 "quoted"' },
].map((comment) => ({ ...comment, file: 'a.yaml', path: [] }));

test('comments are found where they are, and what only looks so is text', () => {
  expect(commentsIn(text, 'a.yaml')).toEqual(expected);
});

test('a byte order mark and the line ends of Windows change nothing', () => {
  expect(commentsIn(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'a.yaml')).toEqual(expected);
});

test.each([
  ['# slipway-ignore', '', undefined],
  ['# slipway-ignore: why not', '', 'why not'],
  ['# slipway-ignore a-rule', 'a-rule', undefined],
  ['# slipway-ignore a-rule:', 'a-rule', undefined],
  ['# slipway-ignore a-rule:   ', 'a-rule', undefined],
  ['# slipway-ignore a-rule because: I say so', 'a-rule', undefined],
  ['##  slipway-ignore   a-rule  :  I say so  ', 'a-rule', 'I say so'],
])('%j names the rule %j with the reason %j', (line, rule, reason) => {
  expect(commentsIn(line, 'a.yaml')).toMatchObject([{ rule, reason }]);
});

test('a text that is no YAML is no reason to fail', () => {
  const broken = `a: [\n"b\n# slipway-ignore a-rule: text\n\t}: ${'['.repeat(10_000)}\n`;

  expect(() => commentsIn(broken, 'a.yaml')).not.toThrow();
});

test('annotations are found by their prefix, with the line of the key', () => {
  const { objects } = readManifestText(
    `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations:
    slipway.dev/ignore-first-rule: " a sandbox "
    slipway.dev/ignore-second-rule: true
    slipway.dev/ignore-third-rule: ""
    slipway.dev/other: x
`,
    'pod.yaml',
  );

  const object = { apiVersion: 'v1', kind: 'Pod', name: 'web', namespace: 'shop' };
  const at = (rule: string): object => ({
    rule,
    file: 'pod.yaml',
    column: 5,
    object,
    path: ['metadata', 'annotations', `slipway.dev/ignore-${rule}`],
  });
  expect(annotationsOf(objects)).toEqual([
    { ...at('first-rule'), line: 7, reason: 'a sandbox' },
    { ...at('second-rule'), line: 8, reason: undefined },
    { ...at('third-rule'), line: 9, reason: undefined },
  ]);
});

test('thousands of comments above each other are read in one walk', () => {
  const count = 100_000;
  const text = `${'# slipway-ignore a-rule: so\n'.repeat(count)}kind: Pod\n`;

  const found = commentsIn(text, 'a.yaml');

  expect(found).toHaveLength(count);
  expect(new Set(found.map(({ target }) => target))).toEqual(new Set([count + 1]));
});
