import type { ErrorCode, YAMLError } from 'yaml';

import type { YamlText } from '../yaml/compose';
import type { NodeProblem } from './node-reader';

const hints: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'write a name behind "*" and "&"',
  BAD_DIRECTIVE: 'delete the line',
  BAD_DQ_ESCAPE: 'write "\\\\" for a backslash, or use single quotes',
  BAD_INDENT: 'give the keys of one mapping and the items of one list the same indentation, and close every bracket',
  BAD_SCALAR_START: 'put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put a value that contains ": " in quotes, and nested fields on lines of their own',
  MISSING_CHAR: 'write "name: value", close every quote and bracket, and put a space before "#"',
  MULTILINE_IMPLICIT_KEY: 'write "name: value", and give the keys of one mapping the same indentation',
  TAB_AS_INDENT: 'indent with spaces',
  UNEXPECTED_TOKEN: 'put the value in quotes, and check the indentation and the brackets',
};

/** The first thing that the library found wrong with a document: others mostly follow from it. */
export function firstSyntaxError({ documents, quoteStartsByEnd }: YamlText): NodeProblem | undefined {
  const errors: readonly YAMLError[] = documents.flatMap((document) => document.errors);
  const [first] = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  if (first === undefined) return undefined;

  const isUnclosedQuote = first.code === 'MISSING_CHAR' && first.message.startsWith('Missing closing');
  const start = isUnclosedQuote ? quoteStartsByEnd.get(first.pos[0]) : undefined;
  if (start !== undefined) {
    return { offset: start, message: 'this quote is never closed', hint: 'close it, or leave both quotes out' };
  }
  const reason = first.message.charAt(0).toLowerCase() + first.message.slice(1);
  const hint = hints[first.code] ?? 'check the indentation, the quotes and the brackets';
  return { offset: first.pos[0], message: `the document is not valid YAML: ${reason}`, hint };
}
