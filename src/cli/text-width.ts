const none = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
// Wide and fullwidth characters (Unicode Standard Annex #11), as far as a property of JavaScript tells them.
const wide =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u;

/** How many columns of a terminal a text takes. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (none.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/**
 * Breaks a text into lines, between words where it can.
 *
 * @param width of a line in columns; without it there is one line
 */
export function wrapped(text: string, width: number | undefined): readonly string[] {
  if (width === undefined || textWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  let lineWidth = 0;
  const end = (): void => {
    if (line.trimEnd() !== '') lines.push(line.trimEnd());
    line = '';
    lineWidth = 0;
  };
  for (const word of text.split(/(?<= )(?=[^ ])/)) {
    if (lineWidth > 0 && lineWidth + textWidth(word.trimEnd()) > width) end();
    for (const character of word) {
      const more = characterWidth(character);
      // A word that is longer than a line.
      if (lineWidth + more > width && character !== ' ') end();
      line += character;
      lineWidth += more;
    }
  }
  end();
  return lines;
}
