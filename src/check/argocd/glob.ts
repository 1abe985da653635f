const compiled = new Map<string, RegExp>();

/** Whether a text fits a pattern of an AppProject: `*` and `?`, which stop at the separator when there is one. */
export function fitsGlob(pattern: string, text: string, separator?: string): boolean {
  // Most patterns are none, and there is one question for each object and pattern.
  if (!pattern.includes('*') && !pattern.includes('?')) return pattern === text;
  const key = `${separator ?? ''}\n${pattern}`;
  let expression = compiled.get(key);
  if (expression === undefined) {
    expression = expressionOf(pattern, separator);
    // A run over very many repositories would remember patterns for ever.
    if (compiled.size > 1000) compiled.clear();
    compiled.set(key, expression);
  }
  return expression.test(text);
}

function expressionOf(pattern: string, separator: string | undefined): RegExp {
  const any = separator === undefined ? '.' : `[^${separator}]`;
  const parts = pattern.split(/(\*+|\?)/).map((part) => {
    if (part === '?') return any;
    if (part === '*') return `${any}*`;
    return /^\*+$/.test(part) ? '.*' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}
