import { fitsSteps, stepsOf, type WildcardStep } from '../wildcards';

const known = new Map<string, readonly WildcardStep[]>();

/** Whether a text fits a pattern of an AppProject: `*` and `?`, which stop at the separator when there is one. */
export function fitsGlob(pattern: string, text: string, separator?: string): boolean {
  // Most patterns are none, and there is one question for each object and pattern.
  if (!pattern.includes('*') && !pattern.includes('?')) return pattern === text;
  const key = `${separator ?? ''}\n${pattern}`;
  let steps = known.get(key);
  if (steps === undefined) {
    steps = stepsWith(pattern, separator?.charCodeAt(0));
    // A run over very many repositories would remember patterns for ever.
    if (known.size > 1000) known.clear();
    known.set(key, steps);
  }
  return fitsSteps(steps, text);
}

function stepsWith(pattern: string, separator: number | undefined): readonly WildcardStep[] {
  return pattern.split(/(\*+|\?)/).flatMap((part): readonly WildcardStep[] => {
    if (part === '?') return [{ kind: 'one', separator }];
    if (part === '*') return [{ kind: 'any', separator }];
    return part.startsWith('*') ? [{ kind: 'any' }] : stepsOf(part);
  });
}
