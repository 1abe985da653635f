import type { SoftwareFiles } from './unpack';

/** What may be otherwise when a chart is rendered again. */
export interface Conditions {
  /** Templates see another time of day. */
  readonly isOtherTime: boolean;
  /** Templates find something wherever they ask the cluster. */
  readonly isFound: boolean;
}

/** A moment long ago, as templates say it. */
const otherTime = '(toDate "2006-01-02" "2001-02-03")';

/**
 * The chart as it would be at another time, or on another cluster: the functions that ask for these are replaced by what would
 * be found there. `lookup "v1" "Secret" "ns" "name"` becomes `dict` with the same words, which is something and not nothing.
 */
export function underOtherConditions(files: SoftwareFiles, { isOtherTime, isFound }: Conditions): SoftwareFiles {
  const replaced = (word: string): string => {
    if (word === 'now' && isOtherTime) return otherTime;
    return word === 'lookup' && isFound ? 'dict' : word;
  };
  return new Map(
    [...files].map(([path, content]) => {
      if (!isTemplate(path)) return [path, content];
      const text = content.toString('utf8');
      const changed = withActions(text, (action) => withWords(action, replaced));
      return [path, changed === text ? content : Buffer.from(changed)];
    }),
  );
}

/** Helm takes everything below such a folder for one, also in charts in a chart. */
function isTemplate(path: string): boolean {
  return path.startsWith('templates/') || path.includes('/templates/');
}

/** A text whose actions, `{{ ... }}`, are others; a comment is none. */
function withActions(text: string, change: (action: string) => string): string {
  let result = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('{{', at);
    const isComment = start >= 0 && /^\{\{-? {0,3}\/\*/.test(text.slice(start, start + 9));
    const close = isComment ? text.indexOf('*/', start) : start;
    const end = start < 0 || close < 0 ? -1 : text.indexOf('}}', close);
    if (end < 0) return result + text.slice(at);
    const action = text.slice(start, end + 2);
    result += text.slice(at, start) + (isComment ? action : change(action));
    at = end + 2;
  }
}

/** Words of an action with what belongs to them: `now` is one, and so are `.now`, `$now` and `.Values.now`. */
const word = /[.$\w]+/y;

/** An action whose words are others; what stands in quotes has none. */
function withWords(action: string, change: (word: string) => string): string {
  let result = '';
  for (let at = 0; at < action.length;) {
    const end = endOfText(action, at);
    word.lastIndex = at;
    const [found] = end === at ? (word.exec(action) ?? []) : [];
    result += found === undefined ? action.slice(at, Math.max(end, at + 1)) : change(found);
    at = found === undefined ? Math.max(end, at + 1) : at + found.length;
  }
  return result;
}

/** Where the text in quotes ends that begins at a place; the place itself where none begins. */
function endOfText(action: string, start: number): number {
  const quote = action[start];
  if (quote !== '"' && quote !== '`') return start;
  for (let at = start + 1; at < action.length; at += 1) {
    if (action[at] === quote) return at + 1;
    if (action[at] === '\\' && quote === '"') at += 1;
  }
  return action.length;
}
