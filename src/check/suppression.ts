import type { ManifestObject, Path } from '../manifests/manifest';
import { mappingAt } from '../manifests/value-at';
import { yamlLibrary } from '../yaml/compose';
import type { FindingObject } from './finding';

/**
 * Words beside an object that answer findings of a rule there. An annotation answers all of them on its object, and
 * reaches the cluster with it, where `kubectl` shows it. A comment answers those on one line and stays in the file; it is
 * gone when a tool writes the file again.
 */
export interface Suppression {
  /** As it was written; empty when none was. */
  readonly rule: string;
  /** Without it nothing is suppressed. */
  readonly reason: string | undefined;
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** Line whose findings a comment answers. @default - it is an annotation */
  readonly target?: number;
  /** The annotated object. @default - it is a comment */
  readonly object?: FindingObject;
  /** Where the annotation is. Empty for a comment. */
  readonly path: Path;
}

/** An annotation with this prefix, and the id of a rule behind it, holds the reason. */
export const annotationPrefix = 'slipway.dev/ignore-';

/** The word by which a comment suppresses something: a file without it has no such comment. */
export const commentKeyword = 'slipway-ignore';

/** The annotations of objects that suppress something: `slipway.dev/ignore-floating-image-tag: a sandbox`. */
export function annotationsOf(objects: readonly ManifestObject[]): readonly Suppression[] {
  return objects.flatMap(({ apiVersion, kind, name, namespace, value, file, locate }) =>
    Object.entries(mappingAt(value, ['metadata', 'annotations']))
      .filter(([key]) => key.startsWith(annotationPrefix))
      .map(([key, said]) => {
        const path = ['metadata', 'annotations', key];
        const reason = typeof said === 'string' ? reasonIn(said) : undefined;
        const object = { apiVersion, kind, name, namespace };
        return { rule: key.slice(annotationPrefix.length), reason, file, ...locate(path, 'key'), object, path };
      }),
  );
}

/**
 * The comments of a file that suppress something: `# slipway-ignore floating-image-tag: a sandbox`. At the end of a line
 * it is for that line; on a line of its own, for the next one that is no comment, so that several may stand above each
 * other. What only looks so, in a block scalar or in quotes, is text.
 */
export function commentsIn(text: string, file: string): readonly Suppression[] {
  // Nearly every file: the tokens of all others are needed to tell a comment from text.
  if (!text.includes(commentKeyword)) return [];
  const found: Suppression[] = [];
  const lines = text.replace(/^\ufeff/, '').split('\n');
  const nextLine = nextLines(lines);
  let line = 1;
  let column = 1;
  let isScalar = false;
  for (const token of new (yamlLibrary().Lexer)().lex(lines.join('\n'))) {
    const said = isScalar ? undefined : /^#+[ \t]*slipway-ignore(?![\w-])(.*)/s.exec(token)?.[1];
    if (said !== undefined) {
      const above = (lines[line - 1] ?? '').slice(0, column - 1);
      found.push({
        ...saidIn(said),
        file,
        line,
        column,
        target: above.trim() === '' ? nextLine(line) : line,
        path: [],
      });
    }
    // The library's mark for "the next token is a scalar"; it and its other marks are not in the text.
    isScalar = token === '\u001f';
    if (isScalar || token === '\u0002' || token === '\u0018') continue;
    const breaks = token.split('\n');
    line += breaks.length - 1;
    column = breaks.length === 1 ? column + token.length : (breaks.at(-1) ?? '').length + 1;
  }
  return found;
}

function saidIn(said: string): Pick<Suppression, 'rule' | 'reason'> {
  const colon = said.indexOf(':');
  const [rule = '', ...more] = (colon < 0 ? said : said.slice(0, colon)).trim().split(/\s+/);
  // "floating-image-tag because: it is" names no rule of two words; the reason has to follow the id.
  return { rule, reason: colon < 0 || more.length > 0 ? undefined : reasonIn(said.slice(colon + 1)) };
}

function reasonIn(text: string): string | undefined {
  const reason = text.trim();
  return reason === '' ? undefined : reason;
}

/** Answers with the next line that is no comment. Comments are asked about from top to bottom, and thousands may follow each other. */
function nextLines(lines: readonly string[]): (line: number) => number {
  let next = 1;
  return (line) => {
    next = Math.max(next, line + 1);
    while (/^\s*#/.test(lines[next - 1] ?? '')) next++;
    return next;
  };
}
