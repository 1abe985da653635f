import { didYouMean } from './nearest';
import type { Problem } from './problem';

/**
 * The problem of a name that was typed and that nothing has.
 *
 * @param file what was typed, as help calls it: `SERVICE`, `--team`
 * @param kind of what has such names, in words: `service`
 * @param known the names that there are
 */
export function unknownName(file: string, kind: string, name: string, known: Iterable<string>): Problem {
  return { file, path: [], message: `unknown ${kind} "${name}"`, hint: didYouMean(name, known) };
}
