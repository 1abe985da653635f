/** A table in Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A cell with text for people, in which only backticks mean something. */
export function proseCell(text: string): string {
  return oneLine(text)
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll(/([<*_])/g, '\\$1')))
    .join('')
    .replaceAll('|', '\\|');
}

/** A cell with code. */
export function codeCell(text: string): string {
  const code = oneLine(text).replaceAll('|', '\\|');
  return code.includes('`') ? `\`\` ${code} \`\`` : `\`${code}\``;
}

function oneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
