/**
 * What nobody sees, or what steers whoever shows it: controls (ESC, C1), marks of direction, separators of lines, halves of
 * pairs, fillers. The two selectors behind an emoji stay, and so do ends of lines.
 */
const hidden =
  /(?!\n|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/**
 * Nearly every text: ASCII, letters with accents, dashes and dots, arrows, boxes and marks such as `✓`. To ask for properties
 * of Unicode is slow, the first time above all.
 */
const plain = /^[\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u27bf]*$/;

/**
 * Shows a text from anywhere as nothing but text: what cannot be seen becomes the escape that JSON has for it, `\u001b`,
 * so that texts and reports in JSON have one form. Tabs become spaces; ends of lines stay.
 */
export function printable(text: string): string {
  if (plain.test(text)) return text;
  return text.replaceAll('\t', ' ').replaceAll(hidden, escaped);
}

/** The same, for a text that has no right to a second line: a name, a value, an argument. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\n', String.raw`\n`);
}

/** As code units: JSON has no other escape for characters beyond the first plane. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => escapedUnit(character.charCodeAt(index))).join('');
}

function escapedUnit(unit: number): string {
  return String.raw`\u${unit.toString(16).padStart(4, '0')}`;
}
