import type * as z from 'zod';

import { nearest } from '../model/nearest';
import { valueWithoutSecrets, withoutSecrets } from '../secrets/hide';
import { isRecord, lookInto, schemasAt } from './schema-at';
import type { JsonSchema, DocumentPath } from './schema-at';
import { unknownKeyHint } from './unknown-key';

/** A problem inside one document, before it is known where in the file it is. */
export interface DocumentProblem {
  readonly path: readonly (string | number)[];
  /** Whether the key or the value at the path is wrong. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

/** How the scalar at a path is written in the file: `1.10` is the number 1.1, and the text "1.10" was meant. */
export type Written = (path: DocumentPath) => string | undefined;

type Issue = z.core.$ZodIssue;

/** What is needed to describe an issue: the document, its schema, and how its values are written. */
interface Document {
  readonly value: unknown;
  readonly json: JsonSchema;
  readonly written: Written;
}

/**
 * Says what a schema found: the value, what is allowed, what to do. Equal faults get equal words, whatever the schema is of.
 *
 * @param value the document, as it was read
 * @returns no problems when the document is valid
 */
export function schemaProblems(
  schema: z.ZodType,
  value: unknown,
  written: Written = () => undefined,
): readonly DocumentProblem[] {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return [];
  // Built on demand: a valid catalog never needs it.
  const json = lookInto(schema);
  const { issues } = result.error;
  // What else is said of a value of the wrong type makes no sense: that a list is too short to be text.
  const wrongTypes = new Set(issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => path.join('\n')));
  return strictest(issues)
    .filter(({ code, path }) => code === 'invalid_type' || !wrongTypes.has(path.join('\n')))
    .flatMap((issue) => describeIssue(issue, { value, json, written }, []));
}

/** What is beyond two bounds is said once, by the nearer one: a number that is no safe integer is above any maximum of ours, too. */
function strictest(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter((issue) =>
    issue.code === 'too_big'
      ? !issues.some((other) => other.code === 'too_big' && isAt(other, issue) && other.maximum < issue.maximum)
      : issue.code !== 'too_small' ||
        !issues.some((other) => other.code === 'too_small' && isAt(other, issue) && other.minimum > issue.minimum),
  );
}

function isAt(one: Issue, other: Issue): boolean {
  return one.path.length === other.path.length && one.path.every((part, index) => part === other.path[index]);
}

function describeIssue(issue: Issue, document: Document, parent: DocumentPath): readonly DocumentProblem[] {
  const path = [...parent, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const at = 'value';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        message: `unknown key "${key}"`,
        hint: unknownKeyHint(key, document.json, document.value, path),
      }));
    case 'invalid_union':
      if (issue.input === undefined) return [missing(path, document)];
      return describeUnion(issue, document, path);
    case 'invalid_key': {
      const reasons = issue.issues.map((inner) => inner.message).join(' and ');
      return [{ path, at: 'key', message: `key ${show(path.at(-1))} ${reasons}` }];
    }
    case 'invalid_type':
      if (issue.input === undefined) return [missing(path, document)];
      return [{ path, at, ...wrongType(issue, path, isQuotable(issue.input) ? document.written(path) : undefined) }];
    case 'invalid_value': {
      if (issue.input === undefined) return [missing(path, document)];
      const found = issue.input === null ? 'there is no value' : `${show(issue.input, path)} is not allowed`;
      if (typeof issue.input === 'string' && issue.values.length > mostListed)
        return [{ path, at, message: found, hint: nearHint(issue.input, issue.values).hint ?? allOf(issue.values) }];
      const allowed = orList(issue.values.map((one) => show(one)));
      const message = `${found}, must be ${allowed}`;
      return [{ path, at, message, ...(typeof issue.input === 'string' ? nearHint(issue.input, issue.values) : {}) }];
    }
    default:
      return [{ path, at, message: `${show(issue.input, path)} ${ours(issue)}` }];
  }
}

function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  document: Document,
  path: DocumentPath,
): readonly DocumentProblem[] {
  if ('discriminator' in issue && typeof issue.discriminator === 'string') {
    return [describeDiscriminator(issue.discriminator, issue, document, path)];
  }
  // The option that was meant is the one that fails inside rather than at its type, with the fewest wrong keys.
  const [meant] = issue.errors
    .filter((errors) => errors.every((inner) => inner.code !== 'invalid_type' || inner.path.length > 0))
    .sort((a, b) => wrongKeys(a) - wrongKeys(b));
  if (meant !== undefined && meant.length > 0) return meant.flatMap((inner) => describeIssue(inner, document, path));
  // Where a text is one of several things, a number or a word without quotes was meant as one.
  const { input } = issue;
  const options = schemasAt(document.json, path, document.value, 'all');
  if (isQuotable(input) && options.some((option) => isTextOf(option, String(input)))) {
    return describeIssue({ code: 'invalid_type', expected: 'string', path: [], message: '', input }, document, path);
  }
  const reasons = issue.errors
    .flat()
    .map((inner) =>
      inner.code === 'invalid_type' ? expectedName(inner.expected) : inner.message.replace(/^must be /, ''),
    );
  return [
    {
      path,
      at: 'value',
      message: `${show(issue.input, path)} is not allowed, must be ${orList([...new Set(reasons)])}`,
    },
  ];
}

function isTextOf({ type, pattern, allOf = [] }: JsonSchema, text: string): boolean {
  const patterns = [pattern, ...allOf.map((one) => (isRecord(one) ? one['pattern'] : undefined))];
  return type === 'string' && patterns.every((one) => typeof one !== 'string' || new RegExp(one, 'u').test(text));
}

function describeDiscriminator(
  key: string,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  { json, value }: Document,
  path: DocumentPath,
): DocumentProblem {
  const where = path.at(-1) === key ? path : [...path, key];
  const allowed = schemasAt(json, where, value, 'all').flatMap((schema) => ('const' in schema ? [schema.const] : []));
  const choice = orList(allowed.map((option) => show(option)));
  if (!isRecord(issue.input)) {
    return {
      path,
      at: 'value',
      message: `${show(issue.input, path)} is not allowed, must be a mapping with "${key}": ${choice}`,
    };
  }
  const found = issue.input[key];
  if (found === undefined)
    return { path: where, at: 'value', message: `"${key}" is missing`, hint: `add it: ${choice}` };
  const message = `${show(found, where)} is not allowed, must be ${choice}`;
  return { path: where, at: 'value', message, ...(typeof found === 'string' ? nearHint(found, allowed) : {}) };
}

/** Keys that an option of a union does not know, and those that it misses. */
function wrongKeys(errors: readonly Issue[]): number {
  return errors.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0) return sum + issue.keys.length;
    return issue.code === 'invalid_type' && issue.input === undefined && issue.path.length === 1 ? sum + 1 : sum;
  }, 0);
}

function missing(path: DocumentPath, { json, value }: Document): DocumentProblem {
  const description = schemasAt(json, path, value).find((schema) => schema.description !== undefined)?.description;
  return {
    path,
    at: 'value',
    message: `"${path.at(-1) ?? ''}" is missing`,
    hint: description === undefined ? 'add it' : `add it: ${uncapitalized(description).replace(/\.$/, '')}`,
  };
}

// "LimitRange" and "CPU" are names, and stay as they are.
function uncapitalized(sentence: string): string {
  return sentence.replace(/^[A-Z](?=[a-z]* )/, (letter) => letter.toLowerCase());
}

// Our own messages say what must be; those of the library begin with a capital.
function ours(issue: Issue): string {
  const { message } = issue;
  if (!/^[A-Z]/.test(message)) return message;
  if (issue.code === 'too_small' && issue.origin === 'string') return 'must not be empty';
  if (issue.code === 'too_small') return `must ${amount(issue.origin, `${issue.minimum} or more`)}`;
  if (issue.code === 'too_big') return `must ${amount(issue.origin, `${issue.maximum} or less`)}`;
  return `is not allowed: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

function amount(origin: string, bound: string): string {
  if (origin === 'array') return `have ${bound.replace(' less', ' fewer')} items`;
  return origin === 'string' ? `have ${bound.replace(' less', ' fewer')} characters` : `be ${bound}`;
}

function wrongType(
  { input, expected }: Extract<Issue, { code: 'invalid_type' }>,
  path: DocumentPath,
  text = show(input, path),
): { message: string; hint?: string } {
  if (input === null) return { message: `there is no value, must be ${expectedName(expected)}` };
  const written = withoutSecrets(text, nameAt(path));
  const type =
    typeof input === 'number' && (expected === 'int' || expected === 'number') ? numberName(input) : typeName(input);
  const message = `${written} is ${type}, must be ${expectedName(expected)}`;
  if (expected === 'string' && isQuotable(input)) return { message, hint: `put it in quotes: "${written}"` };
  const named = expected === 'record' || expected === 'object' ? pairOfList(input) : undefined;
  return named === undefined ? { message } : { message, hint: `write a mapping of names: "${named}"` };
}

/** The first pair of a list that Kubernetes would have here, `[{ name: A, value: b }]`, as a catalog has it; no value is told. */
function pairOfList(input: unknown): string | undefined {
  const first: unknown = Array.isArray(input) ? input[0] : undefined;
  if (!isRecord(first) || typeof first['name'] !== 'string') return undefined;
  return `${first['name']}: ${'value' in first ? '<value>' : '...'}`;
}

function isQuotable(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

/** Of more values a sentence is not read to its end: what was meant comes first, or else all of them. */
const mostListed = 20;

function allOf(values: readonly unknown[]): string {
  return `known are ${[...values].map(String).sort().join(', ')}`;
}

function nearHint(input: string, allowed: readonly unknown[]): { hint?: string } {
  const meant = nearest(
    input,
    allowed.filter((value) => typeof value === 'string'),
  );
  return meant === undefined ? {} : { hint: `did you mean "${meant}"?` };
}

const expectedNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  null: 'null',
};

function expectedName(expected: string): string {
  return expectedNames[expected] ?? expected;
}

// Where a number is wanted, and another kind of it.
function numberName(value: number): string {
  return Number.isFinite(value) ? 'a fraction' : 'not finite';
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  return typeof value === 'object' ? 'a mapping' : `a ${typeof value}`;
}

/** @param path to the value @default - it is one that is allowed */
function show(value: unknown, path: DocumentPath = []): string {
  if (typeof value === 'number') return withoutSecrets(String(value), nameAt(path));
  // First, as what was cut off has no form by which a secret is known.
  const text = JSON.stringify(valueWithoutSecrets(value, nameAt(path))) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function nameAt(path: DocumentPath): string {
  const last = path.at(-1);
  return typeof last === 'string' ? last : '';
}

function orList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1) ?? ''}`;
}
