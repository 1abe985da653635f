import { textWidth, wrapped } from '../../src/cli/text-width';

test.each([
  ['', 0],
  ['plain', 5],
  ['日本語', 6],
  ['e\u0301', 1],
  ['👍', 2],
  ['→', 1],
])('%j takes %i columns', (text, width) => {
  expect(textWidth(text)).toBe(width);
});

test('a text is broken between words, and a word that is too long inside', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapped('one 1234567890', 4)).toEqual(['one', '1234', '5678', '90']);
  expect(wrapped('日本語です', 4)).toEqual(['日本', '語で', 'す']);
  expect(wrapped('exactly', 7)).toEqual(['exactly']);
  expect(wrapped('as long as it wants', undefined)).toEqual(['as long as it wants']);
});
