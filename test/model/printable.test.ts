import * as fc from 'fast-check';

import { printable, printableLine } from '../../src/model/printable';

test.each([
  ['\u001b[31m', String.raw`\u001b[31m`],
  ['\u009b2J', String.raw`\u009b2J`],
  ['a\u202eb\u2066c', String.raw`a\u202eb\u2066c`],
  ['a\u2028b\u2029c', String.raw`a\u2028b\u2029c`],
  ['\0\u0007\u007f\r', String.raw`\u0000\u0007\u007f\u000d`],
  ['in\u200bvisible\ufeff\u3164', String.raw`in\u200bvisible\ufeff\u3164`],
  ['\u{e0041}', String.raw`\udb40\udc41`],
  ['half \ud83d', String.raw`half \ud83d`],
  ['a\tb', 'a b'],
])('what nobody sees, or what steers, is shown as an escape: %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('what people read stays: letters of all scripts, emoji with their selector, ends of lines', () => {
  const text = 'größe 日本語 مرحبا ⚠️ ✓ …\nsecond';

  expect(printable(text)).toBe(text);
  expect(printableLine(text)).toBe(text.replace('\n', String.raw`\n`));
});

test('JSON says the same afterwards', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (value) => {
      expect(JSON.parse(printable(JSON.stringify(value, null, 2)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('no character is shown as it is that hides or steers', () => {
  // Those that are not assigned, or for private use, do nothing that anybody knows of.
  const hides = /(?![\p{Cn}\p{Co}])[\p{C}\p{Zl}\p{Zp}]|\p{Default_Ignorable_Code_Point}/u;
  const characters = Array.from({ length: 0x1_0000 }, (_, unit) => String.fromCharCode(unit));

  const shown = characters.filter((character) => hides.test(character) && printable(character) === character);

  expect(shown).toEqual(['\n', '\ufe0e', '\ufe0f']);
});
