import { z } from 'zod';

import { didYouMean } from '../model/nearest';

/** A problem inside one document, before it is known where in the file it is. */
export interface DocumentProblem {
  readonly path: readonly (string | number)[];
  /** Whether the key or the value at the path is wrong. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

type Issue = z.core.$ZodIssue;
type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * Says what a schema found in the words of the catalog: the value, what is allowed, what to do.
 *
 * @param value the document, as it was read
 * @returns no problems when the document is valid
 */
export function schemaProblems(schema: z.ZodType, value: unknown): readonly DocumentProblem[] {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return [];
  // Built on demand: a valid catalog never needs it.
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return result.error.issues.flatMap((issue) => describeIssue(issue, json, []));
}

function describeIssue(
  issue: Issue,
  json: JsonSchema,
  parent: readonly (string | number)[],
): readonly DocumentProblem[] {
  const path = [...parent, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(json, path);
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        message: `unknown key "${key}"`,
        hint: didYouMean(key, known),
      }));
    }
    case 'invalid_union':
      return describeUnion(issue, json, path);
    case 'invalid_key':
      return [
        {
          path,
          at: 'key',
          message: `key ${show(path.at(-1))} ${issue.issues.map((inner) => inner.message).join(' and ')}`,
        },
      ];
    case 'invalid_type':
      if (issue.input === undefined) return [missing(path, json)];
      return [
        {
          path,
          at: 'value',
          message: `${show(issue.input)} is ${typeName(issue.input)}, must be ${expectedName(issue.expected)}`,
          ...quoteHint(issue),
        },
      ];
    case 'invalid_value':
      if (issue.input === undefined) return [missing(path, json)];
      return [
        {
          path,
          at: 'value',
          message: `${show(issue.input)} is not allowed, must be ${orList(issue.values.map((allowed) => show(allowed)))}`,
          ...(typeof issue.input === 'string' ? nearHint(issue.input, issue.values) : {}),
        },
      ];
    default:
      return [{ path, at: 'value', message: `${show(issue.input)} ${ours(issue.message)}` }];
  }
}

function describeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  json: JsonSchema,
  path: readonly (string | number)[],
): readonly DocumentProblem[] {
  if ('discriminator' in issue && typeof issue.discriminator === 'string') {
    const allowed = 'options' in issue && Array.isArray(issue.options) ? issue.options : [];
    const value = isRecord(issue.input) ? issue.input[issue.discriminator] : undefined;
    const where = path.at(-1) === issue.discriminator ? path : [...path, issue.discriminator];
    const choice = orList(allowed.map((option) => show(option)));
    if (!isRecord(issue.input))
      return [
        {
          path,
          at: 'value',
          message: `${show(issue.input)} must be a mapping with "${issue.discriminator}": ${choice}`,
        },
      ];
    if (value === undefined) {
      return [{ path: where, at: 'value', message: `"${issue.discriminator}" is missing`, hint: `add it: ${choice}` }];
    }
    return [{ path: where, at: 'value', message: `${show(value)} is not allowed, must be ${choice}` }];
  }
  // The option that came furthest is the one that was meant: one that failed inside, rather than at its first type.
  const meant = issue.errors.find((errors) =>
    errors.every((inner) => inner.code !== 'invalid_type' || inner.path.length > 0),
  );
  if (meant !== undefined && meant.length > 0) return meant.flatMap((inner) => describeIssue(inner, json, path));
  const reasons = [
    ...new Set(
      issue.errors
        .flat()
        .map((inner) =>
          inner.code === 'invalid_type' ? `be ${expectedName(inner.expected)}` : inner.message.replace(/^must /, ''),
        ),
    ),
  ];
  return [{ path, at: 'value', message: `${show(issue.input)} is not allowed, must ${orList(reasons)}` }];
}

function missing(path: readonly (string | number)[], json: JsonSchema): DocumentProblem {
  const description = schemasAt(json, path).find((schema) => schema.description !== undefined)?.description;
  return {
    path,
    at: 'value',
    message: `"${path.at(-1) ?? ''}" is missing`,
    hint: `add it${description === undefined ? '' : `: ${description.charAt(0).toLowerCase()}${description.slice(1).replace(/\.$/, '')}`}`,
  };
}

// Our own messages say what must be; those of the library begin with a capital.
function ours(message: string): string {
  return /^[A-Z]/.test(message) ? `is not allowed: ${message.charAt(0).toLowerCase()}${message.slice(1)}` : message;
}

function quoteHint(issue: Extract<Issue, { code: 'invalid_type' }>): { hint?: string } {
  const isScalar = typeof issue.input === 'number' || typeof issue.input === 'boolean';
  return issue.expected === 'string' && isScalar ? { hint: `put it in quotes: "${String(issue.input)}"` } : {};
}

function nearHint(input: string, allowed: readonly unknown[]): { hint?: string } {
  const hint = didYouMean(
    input,
    allowed.filter((value) => typeof value === 'string'),
  );
  return hint.startsWith('did you mean') ? { hint } : {};
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

function typeName(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'number' && !Number.isInteger(value) ? 'a fraction' : `a ${typeof value}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function orList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1) ?? ''}`;
}

function knownKeys(json: JsonSchema, path: readonly (string | number)[]): readonly string[] {
  return [
    ...new Set(
      schemasAt(json, path).flatMap((schema) => [...Object.keys(schema.properties ?? {}), ...enumKeys(schema)]),
    ),
  ];
}

function enumKeys(schema: JsonSchema): readonly string[] {
  const names = schema.propertyNames;
  return isRecord(names) && Array.isArray(names['enum'])
    ? names['enum'].filter((name) => typeof name === 'string')
    : [];
}

/** Every schema that may apply at a path: unions have several. */
function schemasAt(json: JsonSchema, path: readonly (string | number)[]): readonly JsonSchema[] {
  let schemas = alternatives(json);
  for (const key of path) {
    schemas = schemas.flatMap((schema) => {
      const next = typeof key === 'number' ? schema.items : (schema.properties?.[key] ?? schema.additionalProperties);
      return isRecord(next) ? alternatives(next) : [];
    });
  }
  return schemas;
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return options.length === 0
    ? [schema]
    : [schema, ...options.flatMap((option) => (isRecord(option) ? alternatives(option) : []))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
