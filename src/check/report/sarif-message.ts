/**
 * A text as SARIF writes it: braces are doubled, as `{0}` is a placeholder (3.11.5). Helm and Argo CD have templates in
 * braces, and rules quote them.
 */
export function sarifString(text: string): string {
  return text.replaceAll(/[{}]/g, '$&$&');
}

/** The same for plain text from files: what only looks like a link does not become one (3.11.6). */
export function sarifText(text: string): string {
  const literal = text.includes('](') ? text.replaceAll(/[\\[\]]/g, String.raw`\$&`) : text;
  return sarifString(literal);
}
