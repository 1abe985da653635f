/**
 * Whether one of the patterns fits all of a text: `*` and `?` stay between two slashes, `**` does not, and one that ends
 * with a slash means all below it.
 */
export function globMatcher(patterns: readonly string[]): (text: string) => boolean {
  const expressions = patterns.map(expressionOf);
  return (text) => expressions.some((expression) => expression.test(text));
}

function expressionOf(pattern: string): RegExp {
  const source = pattern.replace(/\/$/, '/**').replaceAll(/\*{2,}\/(?:\*{2,}\/)*|\*+|\?|[^*?]+/g, (part) => {
    if (part.endsWith('**/')) return '(?:.*/)?';
    if (part.startsWith('**')) return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 's');
}
