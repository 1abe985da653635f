import { fitsSteps, stepsOf, type WildcardStep } from './wildcards';

/**
 * Whether one of the patterns fits all of a text: `*` and `?` stay between two slashes, `**` does not, and one that ends
 * with a slash means all below it.
 */
export function globMatcher(patterns: readonly string[]): (text: string) => boolean {
  const globs = patterns.map(globOf);
  return (text) => globs.some(({ beginning, steps }) => text.startsWith(beginning) && fitsSteps(steps, text));
}

interface Glob {
  /** What stands before the first wildcard: most texts do not begin so, and are left alone. */
  readonly beginning: string;
  readonly steps: readonly WildcardStep[];
}

function globOf(pattern: string): Glob {
  const whole = pattern.endsWith('/') ? `${pattern}**` : pattern;
  const parts = whole.match(/\*+\/?|\?|[^*?]+/g) ?? [];
  return { beginning: /^[^*?]*/.exec(whole)?.[0] ?? '', steps: parts.flatMap(stepsOfPart) };
}

const slash = '/'.charCodeAt(0);

function stepsOfPart(part: string): readonly WildcardStep[] {
  if (part === '*') return [{ kind: 'any', separator: slash }];
  if (part === '*/') return [{ kind: 'any', separator: slash }, ...stepsOf('/')];
  if (part === '?') return [{ kind: 'one', separator: slash }];
  if (!part.startsWith('*')) return stepsOf(part);
  // Any number of folders, also none.
  return part.endsWith('/') ? [{ kind: 'leap', steps: 2 }, { kind: 'any' }, ...stepsOf('/')] : [{ kind: 'any' }];
}
