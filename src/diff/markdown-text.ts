import { printableLine } from '../model/printable';

/**
 * Writes a text from a manifest into a sentence of Markdown: nothing in it is a link, HTML, a column, or calls somebody.
 *
 * A character reference is never structure (CommonMark 0.31, 2.5). GitHub and GitLab look for names and for numbers of issues,
 * milestones and the like after the text is rendered, so a mark that opens one is followed by a space of no width.
 */
export function prose(text: string): string {
  return printableLine(text)
    .replaceAll(/[^\p{L}\p{N} .,:;/=()"'?-]/gu, reference)
    .replaceAll(/&#(?:64|35|33|37|126|36|38|91|94|42);(?=[\p{L}\p{N}_"])/gu, (mark) => `${mark}&#8203;`)
    .replaceAll(/\b(?:GH|GL)-(?=\d)/gi, (mark) => `${mark}&#8203;`)
    .replaceAll('://', ':&#8203;//')
    .replaceAll(/www\./gi, (start) => `${start.slice(0, -1)}&#46;`);
}

/** Writes a text as code inside a line or a table. Neither names nor links are looked for in code. */
export function inlineCode(text: string): string {
  return `<code>${printableLine(text).replaceAll(/[^\p{L}\p{N} .,:;/=()-]/gu, reference)}</code>`;
}

/** Writes lines as a block of code, in a fence that none of them can close. */
export function codeBlock(lines: readonly string[], language: string): string {
  const text = lines.map(printableLine).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function reference(character: string): string {
  return `&#${character.codePointAt(0) ?? 0xfffd};`;
}
