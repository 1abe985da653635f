import type { JsonSchema } from '../problems/schema-at';
import { schemasAt } from '../problems/schema-at';
import { readPlainYaml } from '../yaml/read-plain';
import type { NodePath } from '../yaml/operation';

/**
 * The value that somebody means by a text that was typed: a number where the schema takes one, `true` or `false`, a list; the
 * text itself where the schema takes texts only, and for whatever the schema does not know. What is no text stays as it is.
 */
export function typedValue(json: JsonSchema, path: NodePath, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const types = new Set(schemasAt(json, path, undefined, 'all').flatMap(typesOf));
  const read = readScalarOrList(value);
  if (read === undefined || types.size === 0) return value;
  if (typeof read === 'number' && types.has('number')) return read;
  if (typeof read === 'boolean' && types.has('boolean')) return read;
  return types.has('string') ? value : read;
}

/** What a text is as the only item of a list; undefined for what is none. */
function readScalarOrList(text: string): unknown {
  const items = readPlainYaml(`- ${text}`)?.value;
  return Array.isArray(items) && items.length === 1 ? items[0] : undefined;
}

/** Whether a schema takes `null` at a path: there it takes away what a weaker layer says. */
export function takesNull(json: JsonSchema, path: NodePath): boolean {
  return schemasAt(json, path, undefined, 'all').some((schema) => typesOf(schema).includes('null'));
}

function typesOf(schema: JsonSchema): readonly string[] {
  const { type, const: constant, enum: choices } = schema;
  if (constant !== undefined) return [typeof constant];
  if (choices !== undefined) return choices.map((choice) => (choice === null ? 'null' : typeof choice));
  return (Array.isArray(type) ? type : [type ?? '']).map((name) => (name === 'integer' ? 'number' : name));
}
