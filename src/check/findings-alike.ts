import type { Finding } from './finding';
import { objectName } from './object-name';

/** Findings that say the same of one place: of a base, each overlay that is made of it has them. */
export interface FindingsAlike {
  readonly first: Finding;
  /** Names of the objects, each once. */
  readonly objects: readonly string[];
}

/** So many objects are named; of more, it is said how many. */
const mostNamed = 4;

/** Findings with one place, rule and message become one, in the order in which they were found. */
export function findingsAlike(findings: readonly Finding[]): readonly FindingsAlike[] {
  const byWords = new Map<string, { readonly first: Finding; readonly objects: Set<string> }>();
  for (const finding of findings) {
    const { file, line, column, rule, severity, message, hint, object } = finding;
    const words = JSON.stringify([file, line, column, rule, severity, message, hint]);
    const known = byWords.get(words) ?? { first: finding, objects: new Set<string>() };
    byWords.set(words, known);
    if (object !== undefined) known.objects.add(objectName(object));
  }
  return [...byWords.values()].map(({ first, objects }) => ({ first, objects: [...objects] }));
}

/** The objects in words: `Deployment/dev/web, Deployment/prod/web`. Empty for none. */
export function namesOfObjects(objects: readonly string[]): string {
  const named = objects.slice(0, mostNamed).join(', ');
  return objects.length > mostNamed ? `${named} and ${objects.length - mostNamed} more` : named;
}
