import * as z from 'zod';

import { didYouMean, nearest } from '../model/nearest';

/** What is wrong with a value that somebody wrote into a file, before it is known where in the file it is. */
export interface ValueProblem {
  /** Empty for all of it. */
  readonly path: readonly (string | number)[];
  /** Whether the key or the value at the path is wrong. */
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
  /** 1-based, where it is known without looking for the path. */
  readonly line?: number;
}

/** A value, or everything that is wrong with it. */
export type Parsed<Value> = { readonly value: Value } | { readonly problems: readonly ValueProblem[] };

/** How the scalar at a path is written: `1.30` is the number 1.3, and the text "1.30" was meant. */
export type Written = (path: ValueProblem['path']) => string | undefined;

/** Reads a value by a schema that has neither unions nor types that refer to themselves. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  written: Written = () => undefined,
): Parsed<z.output<Schema>> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { value: result.data };
  const json = z.toJSONSchema(schema, { io: 'input' });
  return { problems: result.error.issues.flatMap((issue) => describe(issue, json, written)) };
}

function describe(issue: z.core.$ZodIssue, json: JsonSchema, written: Written): readonly ValueProblem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const { input } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        message: `unknown key "${key}"`,
        hint: didYouMean(key, keysAt(json, path)),
      }));
    case 'invalid_key':
      return [{ path, at: 'key', message: `key ${show(path.at(-1))} ${issue.issues[0]?.message ?? 'is not allowed'}` }];
    case 'invalid_type': {
      if (input === undefined)
        return [{ path, at: 'value', message: `"${path.at(-1) ?? ''}" is missing`, hint: 'add it' }];
      const shown = isQuotable(input) ? (written(path) ?? show(input)) : show(input);
      const quotes = issue.expected === 'string' && isQuotable(input) ? { hint: `put it in quotes: "${shown}"` } : {};
      return [{ path, at: 'value', message: `${shown} must be ${names[issue.expected] ?? issue.expected}`, ...quotes }];
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      const meant = typeof input === 'string' ? nearest(input, allowed) : undefined;
      const message = `${show(input)} is not allowed, must be one of ${allowed.map((one) => show(one)).join(', ')}`;
      return [{ path, at: 'value', message, ...(meant === undefined ? {} : { hint: `did you mean "${meant}"?` }) }];
    }
    default:
      return [{ path, at: 'value', message: `${show(input)} ${issue.message}` }];
  }
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Keys that the mapping at a path may have. */
function keysAt(json: JsonSchema, path: ValueProblem['path']): readonly string[] {
  let schemas: readonly unknown[] = [json];
  for (const key of path) schemas = schemas.flatMap(withOptions).map((schema) => childOf(schema, key));
  return schemas.flatMap(withOptions).flatMap((schema) => Object.keys(schema.properties ?? {}));
}

/** What may be null is a choice in JSON Schema. */
function withOptions(schema: unknown): readonly JsonSchema[] {
  return isSchema(schema) ? [schema, ...(schema.anyOf ?? []).flatMap(withOptions)] : [];
}

function childOf(schema: JsonSchema, key: string | number): unknown {
  return typeof key === 'number' ? schema.items : (schema.properties?.[key] ?? schema.additionalProperties);
}

function isSchema(schema: unknown): schema is JsonSchema {
  return typeof schema === 'object' && schema !== null;
}

function isQuotable(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

const names: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
};

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
