import { printable, printableLine } from '../model/printable';

/**
 * What our own escapes begin with until they are written. The number is made by chance when the program starts, so no text
 * from outside can have it. Whoever knows colours takes it for one (commander measures lines without them).
 *
 * Math.random() is enough: Node seeds it from the system, and nothing shows what came out of it. Loading node:crypto for one
 * number costs more than parsing the command line.
 */
const mark = `\u001b[${Math.floor(Math.random() * 10 ** 15)};`;

/** An escape of our own for the terminal: `31m` paints, `2K` empties a line (ECMA-48, "CSI"). */
export function ownEscape(code: string): string {
  return `${mark}${code}`;
}

/** A command of our own for the runner of GitHub Actions, which begins with `::`. */
export function ownCommand(line: string): string {
  return `${mark}${printableLine(line)}`;
}

/** Where a line becomes a command: `::` is the first thing in it, whatever blanks and colours are before it. */
const commandOfLine = new RegExp(String.raw`^((?:[^\S\n]|${mark.replace('[', String.raw`\[`)}\d+m)*):(?=:)`, 'gm');

/** Older commands, and those of other runners, which are found anywhere in a line: `##[`, `##vso[`. */
const commandInLine = /##(?=[A-Za-z]*\[)/g;

/**
 * What a terminal, a log or a file gets for a text of ours that may quote anything: no character that steers, but for our
 * own escapes, and no line that a runner of CI takes for a command. What is shown otherwise is escaped as in JSON, so
 * JSON stays the same JSON.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function shownText(text: string): string {
  return text
    .split(mark)
    .map(printable)
    .join(mark)
    .replaceAll(commandOfLine, String.raw`$1\u003a`)
    .replaceAll(commandInLine, String.raw`#\u0023`)
    .replaceAll(`${mark}::`, '::')
    .replaceAll(mark, '\u001b[');
}

/** Lines of ours, each with its end: what one of them quotes begins no second one. */
export function asLines(lines: readonly string[]): string {
  return lines.map((line) => `${line.split(mark).map(printableLine).join(mark)}\n`).join('');
}
