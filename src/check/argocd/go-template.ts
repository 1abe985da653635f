import { isTemplateFunction } from './template-functions';

/** A piece of a Go template: text that is copied, or an action between `{{` and `}}`. */
export type TemplatePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'action'; readonly text: string; readonly words: readonly string[] };

/** What a template is made of, or why it does not parse. */
export type GoTemplate = { readonly parts: readonly TemplatePart[] } | { readonly problem: string };

/**
 * Reads a Go template as far as one can without running it: actions that are closed, words that exist, blocks that end.
 * What it refuses text/template refuses as well; it does not count the arguments of functions.
 */
export function readGoTemplate(text: string): GoTemplate {
  const parts: TemplatePart[] = [];
  const blocks: string[] = [];
  let rest = text;
  while (true) {
    const start = rest.indexOf('{{');
    if (start < 0) break;
    if (start > 0) parts.push({ type: 'text', text: rest.slice(0, start) });
    const action = actionAt(rest.slice(start));
    if (action === undefined) return { problem: `"${startOf(rest.slice(start))}" is not closed` };
    rest = rest.slice(start + action.length);
    if (action.inside.startsWith('/*')) continue;
    const words = wordsOf(action.inside);
    if (typeof words === 'string') return { problem: words };
    const problem = problemOf(words, blocks, action.inside);
    if (problem !== undefined) return { problem };
    parts.push({ type: 'action', text: action.inside, words });
  }
  const open = blocks.at(-1);
  if (open !== undefined) return { problem: `"{{ ${open} }}" has no "{{ end }}"` };
  if (rest !== '') parts.push({ type: 'text', text: rest });
  return { parts };
}

interface Action {
  /** Without braces, marks that trim, and space around. */
  readonly inside: string;
  /** Of all of it, in the template. */
  readonly length: number;
}

/** The action that a text begins with. Braces in strings do not close it. */
function actionAt(text: string): Action | undefined {
  const comment = /^\{\{(?:- )?\s*(\/\*[^]*?\*\/)\s*-?\}\}/.exec(text);
  if (comment !== null) return { inside: comment[1] ?? '', length: comment[0].length };
  const found = /^\{\{-?((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|(?!\}\})[^"'`])*?)-?\}\}/s.exec(text);
  return found === null ? undefined : { inside: (found[1] ?? '').trim(), length: found[0].length };
}

const word =
  /\s*("(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|:=|[|(),=]|\)(?:\.\w+)*|\$?(?:\.?[\p{L}_][\p{L}\p{N}_]*)(?:\.[\p{L}_][\p{L}\p{N}_]*)*|\$|\.|[+-]?\d[\w.+-]*)/uy;

/** Words of an action, or what is wrong with a letter of it. */
function wordsOf(inside: string): readonly string[] | string {
  const words: string[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < inside.length) {
    const at = word.lastIndex;
    const found = word.exec(inside);
    if (found === null) {
      const bad = /\S/.exec(inside.slice(at))?.[0];
      if (bad === undefined) break;
      return `"{{${startOf(inside)}}}" has ${JSON.stringify(bad).slice(1, -1)} where no such letter may be`;
    }
    words.push(found[1] ?? '');
  }
  return words;
}

const opening = new Set(['if', 'range', 'with', 'block', 'define']);

function problemOf(words: readonly string[], blocks: string[], inside: string): string | undefined {
  const [first] = words;
  if (first === undefined) return '"{{ }}" has nothing inside';
  if (opening.has(first)) {
    blocks.push(first);
    if (words.length === 1) return `"{{ ${first} }}" says nothing to look at`;
  } else if (first === 'end') {
    if (blocks.pop() === undefined) return '"{{ end }}" ends nothing';
  } else if (first === 'else') {
    if (blocks.length === 0) return '"{{ else }}" belongs to nothing';
  }
  if (words.filter((one) => one === '(').length !== words.filter((one) => one.startsWith(')')).length) {
    return `"{{ ${startOf(inside)} }}" has brackets that do not match`;
  }
  if (
    words.some((one, index) => one === '|' && (index === 0 || index === words.length - 1 || words[index + 1] === '|'))
  ) {
    return `"{{ ${startOf(inside)} }}" has a "|" with nothing beside it`;
  }
  const unknown = words.find((one) => /^\p{L}/u.test(one) && !isTemplateFunction(one.split('.')[0] ?? one));
  return unknown === undefined ? undefined : `function "${unknown}" is not defined`;
}

function startOf(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
