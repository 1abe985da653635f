import { linearPattern, type LinearPattern } from '../linear-pattern';

const known = new Map<string, LinearPattern | undefined>();

/** A pattern of a schema (RE2); undefined when it is none, or too large a one: then it is not checked. */
export function patternOf(source: string): LinearPattern | undefined {
  if (!known.has(source)) known.set(source, linearPattern(source));
  return known.get(source);
}
