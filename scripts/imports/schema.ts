import * as z from 'zod';

/** What the generator reads of a JSON schema as Kubernetes writes it; checks such as patterns and lengths are left out. */
export const Schema = z.object({
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  nullable: z.boolean().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), Schema).optional();
  },
  get items() {
    return Schema.optional();
  },
  get additionalProperties() {
    return z.union([z.boolean(), Schema]).optional();
  },
  'x-kubernetes-int-or-string': z.boolean().optional(),
  'x-kubernetes-preserve-unknown-fields': z.boolean().optional(),
});
export type Schema = z.infer<typeof Schema>;

/** Name of a type -> its schema; a $ref in it is the name of another type. */
export type Definitions = ReadonlyMap<string, Schema>;

/** Returns the schema of a manifest: apiVersion, kind and metadata are required, and status is the cluster's business. */
export function manifestSchema(schema: Schema, apiVersion: string, kind: string): Schema {
  const header = {
    apiVersion: { enum: [apiVersion] },
    kind: { enum: [kind] },
    metadata: { $ref: 'ObjectMeta' },
  };
  const rest = Object.entries(schema.properties ?? {}).filter(([name]) => !(name in header) && name !== 'status');
  return {
    ...schema,
    properties: { ...header, ...Object.fromEntries(rest) },
    required: [...Object.keys(header), ...(schema.required ?? [])],
  };
}

/** Returns `schema`, which is called `type`, without the properties that `omit` ("Type.property") names. */
export function withoutOmitted(type: string, schema: Schema, omit: readonly string[] = []): Schema {
  const properties = Object.entries(schema.properties ?? {});
  const kept = properties.filter(([property]) => !omit.includes(`${type}.${property}`));
  return kept.length === properties.length ? schema : { ...schema, properties: Object.fromEntries(kept) };
}

/** Returns `schema` with `change` applied to the schemas directly inside it; elements and map values have property ''. */
export function mapChildren(schema: Schema, change: (child: Schema, property: string) => Schema): Schema {
  const result = { ...schema };
  if (schema.properties) {
    const entries = Object.entries(schema.properties).map(([name, child]) => [name, change(child, name)] as const);
    result.properties = Object.fromEntries(entries);
  }
  if (schema.items) {
    result.items = change(schema.items, '');
  }
  if (typeof schema.additionalProperties === 'object') {
    result.additionalProperties = change(schema.additionalProperties, '');
  }
  return result;
}
