import { withManagedBlock } from '../../src/tree/managed-block';

test.each([
  ['a new file', '', ['a', 'b'], '# slipway: begin\na\nb\n# slipway: end\n'],
  ['a file of others', 'x\n', ['a'], 'x\n\n# slipway: begin\na\n# slipway: end\n'],
  ['a last line without an end', 'x', ['a'], 'x\n\n# slipway: begin\na\n# slipway: end\n'],
  ['an empty last line', 'x\n\n', ['a'], 'x\n\n# slipway: begin\na\n# slipway: end\n'],
  ['a block', 'x\n# slipway: begin\nold\n# slipway: end\ny', ['a'], 'x\n# slipway: begin\na\n# slipway: end\ny'],
  ['a block without a last line end', '# slipway: begin\n# slipway: end', ['a'], '# slipway: begin\na\n# slipway: end'],
  [
    'Windows line ends',
    'x\r\n# slipway: begin\r\n# slipway: end\r\n',
    ['a'],
    'x\r\n# slipway: begin\r\na\r\n# slipway: end\r\n',
  ],
  ['no lines and a block', 'x\n# slipway: begin\na\n# slipway: end\n', [], 'x\n# slipway: begin\n# slipway: end\n'],
  ['no lines and no block', 'x', [], 'x'],
  [
    'markers inside a line',
    'see # slipway: begin\n',
    ['a'],
    'see # slipway: begin\n\n# slipway: begin\na\n# slipway: end\n',
  ],
  ['letters beyond ASCII', 'é\n', ['ü'], 'é\n\n# slipway: begin\nü\n# slipway: end\n'],
])('%s', (_, content, lines, expected) => {
  const once = withManagedBlock('CODEOWNERS', Buffer.from(content), lines);

  expect(once.toString()).toBe(expected);
  expect(withManagedBlock('CODEOWNERS', once, lines).toString()).toBe(expected);
});

test.each([
  ['only a begin', '# slipway: begin\n'],
  ['only an end', '# slipway: end\n'],
  ['the wrong order', '# slipway: end\n# slipway: begin\n'],
  ['two blocks', '# slipway: begin\n# slipway: end\n# slipway: begin\n# slipway: end\n'],
])('%s is refused, because what is ours cannot be told', (_, content) => {
  expect(() => withManagedBlock('CODEOWNERS', Buffer.from(content), ['a'])).toThrow(
    /^"CODEOWNERS" has \d lines "# slipway: begin" and \d lines "# slipway: end", which form no single block; /,
  );
});

test.each(['a\nb', 'a\r', '# slipway: end', ' # slipway: begin '])('%j cannot be a line of a block', (line) => {
  expect(() => withManagedBlock('CODEOWNERS', Buffer.alloc(0), [line])).toThrow(
    'cannot be a line of the managed block',
  );
});
