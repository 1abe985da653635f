import { z } from 'zod';

import { codeCell } from './table';

/** A key of a file, as the reference shows it. */
export interface Row {
  /** `ports[].name`; a variant of a union says which: `scale (owner: hpa).minReplicas`. */
  readonly path: string;
  /** In Markdown. */
  readonly value: string;
  /** In Markdown: "required", a value, or nothing. */
  readonly fallback: string;
  readonly meaning: string;
}

/** The part of JSON Schema that zod writes for the catalog. */
export interface Schema {
  readonly type?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly const?: string | number | boolean | undefined;
  readonly enum?: readonly (string | number)[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | Schema | undefined;
  readonly items?: Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly propertyNames?: Schema | undefined;
}

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    default: z.unknown().optional(),
    const: z.union([z.string(), z.number(), z.boolean()]).optional(),
    enum: z.array(z.union([z.string(), z.number()])).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    additionalProperties: z.union([z.boolean(), Schema]).optional(),
    items: Schema.optional(),
    anyOf: z.array(Schema).optional(),
    oneOf: z.array(Schema).optional(),
    propertyNames: Schema.optional(),
  }),
);

/** Reads what zod wrote. */
export function schemaOf(schema: object): Schema {
  return Schema.parse(schema);
}

/**
 * Rows of every key below a schema, in the order of the schema.
 *
 * @param defaults what holds when nothing is said, where the schema does not say it
 */
export function rowsOf(schema: Schema, defaults?: unknown): readonly Row[] {
  return rowsBelow('', schema).map((row) => {
    const value = row.fallback === '' ? valueAt(defaults, row.path) : undefined;
    return value === undefined || isObject(value) ? row : { ...row, fallback: codeCell(JSON.stringify(value)) };
  });
}

function rowsOfProperties(schema: Schema, prefix: string): readonly Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const isRequired = schema.required?.includes(key) === true;
    return [rowOf(path, property, isRequired), ...rowsBelow(path, property)];
  });
}

function rowOf(path: string, schema: Schema, isRequired: boolean): Row {
  const fallback = isRequired
    ? 'required'
    : schema.default === undefined || isEmptyObject(schema.default)
      ? ''
      : codeCell(JSON.stringify(schema.default));
  return { path, value: valueOf(schema), fallback, meaning: schema.description ?? '' };
}

function rowsBelow(path: string, schema: Schema): readonly Row[] {
  const { items, additionalProperties } = schema;
  const variants = (schema.oneOf ?? schema.anyOf ?? []).filter(({ properties }) => properties !== undefined);
  return [
    ...rowsOfProperties(schema, path),
    ...variants.flatMap((variant) => rowsOfProperties(withoutConstants(variant), `${path}${nameOfVariant(variant)}`)),
    ...(items === undefined ? [] : rowsBelow(`${path}[]`, items)),
    ...(typeof additionalProperties === 'object' ? rowsBelow(`${path}.<key>`, additionalProperties) : []),
  ];
}

/** ` (owner: hpa)`: the constants that tell a variant from the others. */
function nameOfVariant({ properties = {} }: Schema): string {
  const constants = Object.entries(properties).filter(([, property]) => property.const !== undefined);
  return constants.length === 0
    ? ''
    : ` (${constants.map(([key, value]) => `${key}: ${String(value.const)}`).join(', ')})`;
}

function withoutConstants(schema: Schema): Schema {
  const properties = Object.entries(schema.properties ?? {}).filter(([, property]) => property.const === undefined);
  return { ...schema, properties: Object.fromEntries(properties) };
}

function valueOf(schema: Schema): string {
  const { type, items, minimum, maximum, additionalProperties } = schema;
  const variants = schema.oneOf ?? schema.anyOf;
  if (schema.const !== undefined) return codeCell(String(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((value) => codeCell(String(value))).join(', ');
  if (variants !== undefined) return unionOf(variants);
  if (typeof type === 'object') return type.map((one) => valueOf({ ...schema, type: one })).join(' or ');
  if (type === 'array') return `list of ${items === undefined ? 'anything' : plural(valueOf(items))}`;
  if (type === 'object')
    return typeof additionalProperties === 'object' ? `map to ${valueOf(additionalProperties)}` : 'object';
  if (type === 'string') return 'text';
  if (type === 'null') return '`null`';
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'integer' || type === 'number') return [type, rangeOf(minimum, maximum)].filter(Boolean).join(' ');
  return type ?? 'anything';
}

function unionOf(variants: readonly Schema[]): string {
  const constants = variants.flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([key, value]) =>
      value.const === undefined ? [] : [`${key}: ${String(value.const)}`],
    ),
  );
  if (constants.length === variants.length) return `object with ${constants.map(codeCell).join(' or ')}`;
  return [...new Set(variants.map(valueOf))].join(' or ');
}

function rangeOf(minimum = -Infinity, maximum = Infinity): string {
  // zod bounds every integer by those that JavaScript holds exactly.
  const from = minimum <= Number.MIN_SAFE_INTEGER ? '' : `from ${minimum}`;
  const to = maximum >= Number.MAX_SAFE_INTEGER ? '' : `to ${maximum}`;
  return [from, to].filter(Boolean).join(' ');
}

function plural(value: string): string {
  return { text: 'texts', object: 'objects' }[value] ?? value;
}

function isEmptyObject(value: unknown): boolean {
  return JSON.stringify(value) === '{}';
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce((node, key) => (isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined), value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
