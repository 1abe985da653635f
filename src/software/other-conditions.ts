import type { Files } from './unpack';

/** What may be otherwise when a chart is rendered again. */
export interface Conditions {
  /** Templates see another time of day. */
  readonly isOtherTime: boolean;
  /** Templates find something wherever they ask the cluster. */
  readonly isFound: boolean;
}

/** Files of a chart that Helm takes for templates. */
const template = /(?:^|\/)templates\/.+$/;

/** An action of a template; a comment is none. */
const action = /\{\{(?!-?\s*\/\*)[\s\S]*?\}\}/g;

/** Texts in an action, and the functions that ask what is not in the chart: neither fields (`.now`) nor variables (`$now`). */
const asking = /"(?:[^"\\]|\\.)*"|`[^`]*`|(?<![.$\w])(?:now|lookup)(?!\w)/g;

/** A moment long ago, as templates say it. */
const otherTime = '(toDate "2006-01-02" "2001-02-03")';

/**
 * The chart as it would be at another time, or on another cluster: the functions that ask for these are replaced by what would
 * be found there. `lookup "v1" "Secret" "ns" "name"` becomes `dict` with the same words, which is something and not nothing.
 */
export function underOtherConditions(files: Files, { isOtherTime, isFound }: Conditions): Files {
  return new Map(
    [...files].map(([path, content]) => {
      if (!template.test(path)) return [path, content];
      const text = content.toString('utf8');
      const changed = text.replaceAll(action, (found) =>
        found.replaceAll(asking, (word) => {
          if (word === 'now' && isOtherTime) return otherTime;
          return word === 'lookup' && isFound ? 'dict' : word;
        }),
      );
      return [path, changed === text ? content : Buffer.from(changed)];
    }),
  );
}
