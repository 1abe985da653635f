import { codeFrame } from '../../src/cli/code-frame';
import { coloursFor } from '../../src/cli/colours';

const plain = coloursFor(false);

test('the caret stands below the column', () => {
  expect(codeFrame('  replicas: many', 12, 13, 80, plain)).toEqual(['  12 |   replicas: many', '     |             ^']);
});

test('a long line is cut around the caret, which still stands below the column', () => {
  const text = `${'a'.repeat(200)}X${'b'.repeat(200)}`;

  const [code = '', caret = ''] = codeFrame(text, 1, 201, 80, plain);

  expect(code.length).toBeLessThanOrEqual(80);
  expect(code.indexOf('X')).toBe(caret.indexOf('^'));
});

test('control characters of a file do not reach the terminal', () => {
  expect(codeFrame('a\u001b[31m\tb', 1, undefined, 80, plain)).toEqual([String.raw`  1 | a\u001b[31m b`]);
});

test('a long line with many problems is looked at once', () => {
  const text = `a: [${'{ b: c, d: e }, '.repeat(30_000)}]`;
  const milliseconds = (count: number): number => {
    const started = performance.now();
    for (let column = 1; column <= count; column++) codeFrame(text, 1, column, 80, plain);
    return performance.now() - started;
  };

  const first = milliseconds(1);

  expect(milliseconds(2000)).toBeLessThan(Math.max(first, 20) * 100);
});
