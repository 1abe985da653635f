import type { ErrorCode, YAMLError } from 'yaml';

import type { Problem } from '../model/problem';
import type { YamlText } from '../yaml/compose';

const hints: Partial<Record<ErrorCode, string>> = {
  BAD_DQ_ESCAPE: 'write "\\\\" for a backslash, or use single quotes',
  BAD_INDENT: 'give the keys of one mapping and the items of one list the same indentation, and close every bracket',
  BAD_SCALAR_START: 'put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'put a value that contains ": " in quotes, and nested fields on lines of their own below the key',
  KEY_OVER_1024_CHARS: 'use a shorter key',
  MISSING_CHAR: 'write "name: value", close every quote and bracket, and put a space before "#"',
  MULTILINE_IMPLICIT_KEY: 'write "name: value", and give the keys of one mapping the same indentation',
  UNEXPECTED_TOKEN: 'put the value in quotes, and check the indentation and the brackets',
};

/** Reported of anchors, aliases, tags and directives, which are refused as such. */
const extraCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_COLLECTION_TYPE',
  'BAD_DIRECTIVE',
  'BAD_PROP_ORDER',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
]);

/** Follow from an error before them, if there is one on the same line. */
const consequenceCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BAD_INDENT',
  'BLOCK_AS_IMPLICIT_KEY',
  'MISSING_CHAR',
  'MULTILINE_IMPLICIT_KEY',
  'UNEXPECTED_TOKEN',
]);

const longestExcerpt = 60;

/** Says in our words what the `yaml` library found wrong with the syntax of a text: one for each place, at its cause. */
export function syntaxProblems(
  text: string,
  { documents, quoteStartsByEnd, positionAt }: YamlText,
  file: string,
): Problem[] {
  const lines = text.split('\n');
  const brokenLines = new Set<number>();
  const problemsByPlace = new Map<string, Problem>();
  for (const error of documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])) {
    if (extraCodes.has(error.code)) continue;
    const offset = (isUnclosedQuote(error) ? quoteStartsByEnd.get(error.pos[0]) : undefined) ?? error.pos[0];
    const { line, column } = positionAt(offset);
    if (brokenLines.has(line) && consequenceCodes.has(error.code)) continue;
    const place = `${line}:${column}`;
    if (problemsByPlace.has(place)) continue;
    brokenLines.add(line);
    problemsByPlace.set(place, { file, line, column, path: [], ...describe(error, lines[line - 1] ?? '') });
  }
  return [...problemsByPlace.values()];
}

function isUnclosedQuote(error: YAMLError): boolean {
  return error.code === 'MISSING_CHAR' && error.message.startsWith('Missing closing');
}

function describe(error: YAMLError, line: string): { message: string; hint: string } {
  if (error.code === 'TAB_AS_INDENT' || /^ *\t/.test(line)) {
    return {
      message: `${excerpt(line)} is indented with a tab`,
      hint: 'indent with spaces: YAML allows no tabs there',
    };
  }
  if (isUnclosedQuote(error)) {
    return { message: `the quote in ${excerpt(line)} is never closed`, hint: 'close it, or leave both quotes out' };
  }
  const bracket = /end with a ([\]}])$/.exec(error.message)?.[1];
  if (bracket !== undefined) {
    return {
      message: `"${bracket === ']' ? '[' : '{'}" is opened before this and never closed`,
      hint: `close it with "${bracket}", or put the value in quotes`,
    };
  }
  const reason = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return {
    message: `${excerpt(line)} is not valid YAML: ${reason}`,
    hint: hints[error.code] ?? 'check the indentation, the quotes and the brackets',
  };
}

/** Quotes a piece of the text for a message, shortened. */
export function excerpt(text: string): string {
  const trimmed = text.trim();
  return JSON.stringify(trimmed.length > longestExcerpt ? `${trimmed.slice(0, longestExcerpt)}…` : trimmed);
}
