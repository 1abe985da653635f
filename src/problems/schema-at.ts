import * as z from 'zod';

/** A schema of JSON Schema, as zod writes it. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

const jsonBySchema = new WeakMap<z.ZodType, JsonSchema>();

/**
 * A schema, as one may look into it. It is made once: that takes longer than to read a file, and each of a thousand files may be
 * wrong.
 */
export function lookInto(schema: z.ZodType): JsonSchema {
  const json = jsonBySchema.get(schema) ?? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  jsonBySchema.set(schema, json);
  return json;
}

/** Keys and indexes from the top of a document. */
export type DocumentPath = readonly (string | number)[];

/**
 * Every schema that may apply at a path: unions have several.
 *
 * @param which `fitting` leaves out those whose discriminator says something else than the document
 */
export function schemasAt(
  json: JsonSchema,
  path: DocumentPath,
  document: unknown,
  which: 'fitting' | 'all' = 'fitting',
): readonly JsonSchema[] {
  let schemas = alternatives(json);
  let value = document;
  for (const key of path) {
    schemas = schemas.flatMap((schema) => {
      const next = typeof key === 'number' ? schema.items : (schema.properties?.[key] ?? schema.additionalProperties);
      return isRecord(next) ? alternatives(next) : [];
    });
    value = childOf(value, key);
    if (which === 'fitting') schemas = schemas.filter((schema) => isFitting(schema, value));
  }
  return schemas;
}

function isFitting(schema: JsonSchema, value: unknown): boolean {
  if (!isRecord(value)) return true;
  return Object.entries(schema.properties ?? {}).every(
    ([name, property]) => !isRecord(property) || !('const' in property) || property['const'] === value[name],
  );
}

function childOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === 'number' ? value[key] : undefined;
  return isRecord(value) ? value[key] : undefined;
}

/** A schema, and those of which it allows one. */
export function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return options.length === 0
    ? [schema]
    : [schema, ...options.flatMap((option) => (isRecord(option) ? alternatives(option) : []))];
}

/** Whether a value is a mapping. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
