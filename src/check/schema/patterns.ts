const known = new Map<string, RegExp | undefined>();

/** A pattern of Go (RE2) as one of JavaScript; undefined when it cannot be one: then it is not checked. */
export function patternOf(source: string): RegExp | undefined {
  if (!known.has(source)) known.set(source, compiled(source));
  return known.get(source);
}

function compiled(source: string): RegExp | undefined {
  const [, flags = '', rest = ''] = /^(?:\(\?([is]+)\))?([^]*)$/.exec(source) ?? [];
  const inJavaScript = rest
    .replaceAll('(?P<', '(?<')
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replaceAll(/\[:(\w+):\]/g, (text, name: string) => classes[name] ?? text);
  for (const mode of ['u', '']) {
    try {
      return new RegExp(inJavaScript, `${flags}${mode}`);
    } catch {
      // Escapes that the other mode takes.
    }
  }
  return undefined;
}

const classes: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\\s',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
};
