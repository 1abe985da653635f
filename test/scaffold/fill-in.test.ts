import { fillIn } from '../../src/scaffold/fill-in';

const filling = { texts: { name: 'mail', port: '8080' }, conditions: new Set(['redis']) };

test('names are filled in, and what looks alike is left alone', () => {
  expect(fillIn('@@name@@:@@port@@ $@ ${{ name }} a@@b', filling)).toBe('mail:8080 $@ ${{ name }} a@@b');
});

test('lines of a condition that does not hold go, and the comments that say so go always', () => {
  const text = [
    'a',
    '# slipway:if redis',
    'b',
    '<!-- slipway:if database -->',
    'c',
    '<!-- slipway:end -->',
    'd',
    '# slipway:end',
    'e',
  ];

  expect(fillIn(text.join('\n'), filling)).toBe('a\nb\nd\ne');
});

test('what is inside a condition that does not hold goes, also where its own one holds', () => {
  expect(fillIn('# slipway:if database\n# slipway:if redis\na\n# slipway:end\n# slipway:end', filling)).toBe('');
});

test.each([
  ['a name that nobody knows', '@@nmae@@', 'nobody knows what "@@nmae@@" is'],
  ['a condition without an end', '# slipway:if redis', '"slipway:if" without "slipway:end"'],
  ['an end without a condition', '# slipway:end', '"slipway:end" without "slipway:if"'],
])('%s is a fault of a template', (_, text, message) => {
  expect(() => fillIn(text, filling)).toThrow(message);
});
