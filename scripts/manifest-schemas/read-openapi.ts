import * as z from 'zod';

import { mapChildren, type KindSchema, type Schema } from '../../src/manifest-schemas/schema';
import { kindName } from '../../src/manifest-schemas/stored-schemas';
import type { Enums } from '../imports/read-enums';
import { PublishedSchema } from '../../src/check/schema/published-schema';

const Operation = z.object({
  'x-kubernetes-group-version-kind': z
    .object({ group: z.string(), version: z.string(), kind: z.string() })
    .exactOptional(),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: PublishedSchema.exactOptional() })) })
    .exactOptional(),
});

/** What is read of an OpenAPI v3 document of an API server (`/openapi/v3/apis/apps/v1`). */
export const OpenapiDocument = z.object({
  paths: z.record(z.string(), z.object({ post: Operation.exactOptional() })).default({}),
  components: z.object({ schemas: z.record(z.string(), PublishedSchema).default({}) }).default({ schemas: {} }),
});
export type OpenapiDocument = z.output<typeof OpenapiDocument>;

/** Path of what can be created: a collection at the top of its group and version, not a part of an object. */
const collection = /^\/(?:api|apis\/[^/]+)\/[^/]+\/(namespaces\/\{namespace\}\/)?([^/{}]+)$/;

/**
 * Reads the kinds that can be created, by name. Scope and plural are those of the path.
 *
 * @param enums values of built-in fields, when the document was made without them
 */
export function readOpenapi(document: OpenapiDocument, enums: Enums = new Map()): ReadonlyMap<string, KindSchema> {
  const define = definitionsOf(document.components.schemas, enums);
  const kinds = new Map<string, KindSchema>();
  for (const [path, { post }] of Object.entries(document.paths)) {
    const [, namespace, plural] = collection.exec(path) ?? [];
    const names = post?.['x-kubernetes-group-version-kind'];
    const body = Object.values(post?.requestBody?.content ?? {}).find(({ schema }) => schema?.$ref !== undefined);
    if (plural === undefined || names === undefined || body?.schema?.$ref === undefined) continue;
    const apiVersion = [names.group, names.version].filter((part) => part !== '').join('/');
    kinds.set(kindName(apiVersion, names.kind), {
      plural,
      scope: namespace === undefined ? 'Cluster' : 'Namespaced',
      schema: define(body.schema.$ref),
    });
  }
  return kinds;
}

/**
 * Returns a function that gives the schema behind a $ref; the same object each time, so schemas may contain themselves.
 *
 * @param outside finds what the definitions lack; without it that is an error
 */
export function definitionsOf(
  published: Readonly<Record<string, PublishedSchema>>,
  enums: Enums = new Map(),
  outside: (name: string) => Schema = refuse,
): (reference: string) => Schema {
  const known = new Map<string, Schema>();
  return define;

  function define(reference: string): Schema {
    const name = reference.replace(/^#\/(components\/schemas|definitions)\//, '');
    const before = known.get(name) ?? special(name);
    if (before !== undefined) return before;
    const definition = published[name];
    if (definition === undefined) return outside(name);
    const schema: Schema = {};
    known.set(name, schema);
    return Object.assign(schema, convert(withEnums(definition, enums.get(name))));
  }

  /** The generator of Kubernetes writes a $ref with a default or a description beside it as an allOf of one. */
  function convert({ $ref, ...schema }: PublishedSchema): Schema {
    if ($ref !== undefined) return define($ref);
    const { default: value, allOf = [], ...rest } = schema;
    const [only] = allOf;
    if (only?.$ref !== undefined && allOf.length === 1 && Object.keys(rest).length === 0 && isNoDefault(value)) {
      return define(only.$ref);
    }
    const converted = mapChildren({ ...rest, ...(allOf.length > 0 && { allOf }) }, convert);
    return { ...withoutElementDefaults(converted), ...(!isNoDefault(value) && { default: value }) };
  }
}

function refuse(name: string): never {
  throw new Error(`the document refers to "${name}", which it does not define`);
}

/** Go writes `{}` beside each struct: a server fills in nothing because of it. */
function isNoDefault(value: unknown): boolean {
  return value === undefined || JSON.stringify(value) === '{}';
}

/** Go writes its zero beside the elements of lists and maps; nobody can leave out an element. */
function withoutElementDefaults(schema: Schema): Schema {
  const { items, additionalProperties } = schema;
  return {
    ...schema,
    ...(items !== undefined && { items: withoutDefault(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: withoutDefault(additionalProperties) }),
  };
}

function withoutDefault(schema: Schema): Schema {
  if (schema.default === undefined) return schema;
  const { default: _, ...rest } = schema;
  return rest;
}

/** Types of Kubernetes that read and write themselves, so that their schema says less than their code. */
function special(name: string): Schema | undefined {
  const type = name.slice(name.lastIndexOf('.') + 1);
  if (!name.startsWith('io.k8s.apimachinery.')) return undefined;
  if (type === 'Quantity') return { format: 'quantity' };
  if (type === 'IntOrString') return { 'x-kubernetes-int-or-string': true };
  // An object without fields takes none; these take all.
  if (type === 'RawExtension' || type === 'FieldsV1') {
    return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  }
  return undefined;
}

function withEnums(
  schema: PublishedSchema,
  enums: ReadonlyMap<string, readonly string[]> = new Map(),
): PublishedSchema {
  if (schema.properties === undefined) return schema;
  const properties = Object.entries(schema.properties).map(([name, child]) => {
    const values = enums.get(name);
    return [name, values === undefined ? child : withEnum(child, values)] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** In a list or a map the values are those of the elements. */
function withEnum(schema: PublishedSchema, values: readonly string[]): PublishedSchema {
  const { items, additionalProperties } = schema;
  if (items !== undefined) return { ...schema, items: withEnum(items, values) };
  if (typeof additionalProperties === 'object') {
    return { ...schema, additionalProperties: withEnum(additionalProperties, values) };
  }
  return { ...schema, enum: values };
}
