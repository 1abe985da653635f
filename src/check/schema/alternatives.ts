import { isMapping } from '../../manifests/value-at';
import type { Schema } from '../../manifest-schemas/schema';
import { Field } from './field';
import { checkNumber, checkText } from './scalars';
import { shown } from './shown';

/** Says what `allOf`, `anyOf`, `oneOf` and `not` have against a value. They speak of values only: they make no field known. */
export function checkAlternatives(field: Field, schema: Schema): void {
  const { allOf, anyOf, oneOf, not } = schema;
  if (allOf === undefined && anyOf === undefined && oneOf === undefined && not === undefined) return;
  // The server fills in defaults before it looks at alternatives, which may be told apart by them.
  const value = withDefaults(field.value, schema);
  const failed = allOf?.find((one) => !isValid(value, one));
  if (failed !== undefined) field.refuse('does not fit', `it needs ${asText(failed)}`);
  if (anyOf !== undefined && !anyOf.some((one) => isValid(value, one))) {
    field.refuse('fits none of the alternatives', `it needs one of ${anyOf.map(asText).join('; ')}`);
  }
  const fitting = oneOf?.filter((one) => isValid(value, one)) ?? [];
  if (oneOf !== undefined && fitting.length !== 1) {
    field.refuse(
      fitting.length === 0 ? 'fits none of the alternatives' : 'fits more than one of the alternatives',
      `it needs exactly one of ${oneOf.map(asText).join('; ')}`,
    );
  }
  if (not !== undefined && isValid(value, not)) field.refuse('is what is forbidden', `forbidden is ${asText(not)}`);
}

/** The value as the server sees it; the same one, where nothing is to be filled in. */
function withDefaults(value: unknown, { properties, items }: Schema): unknown {
  if (Array.isArray(value))
    return items === undefined ? value : value.map((item: unknown) => withDefaults(item, items));
  if (!isMapping(value) || properties === undefined) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const [name, schema] of Object.entries(properties)) {
    const own = filled[name];
    const isReplaced = own === undefined || (own === null && schema.nullable !== true);
    if (isReplaced && schema.default !== undefined) filled[name] = schema.default;
    if (filled[name] !== undefined) filled[name] = withDefaults(filled[name], schema);
  }
  return filled;
}

/** Whether a value fits the words of a schema that are about values. */
function isValid(value: unknown, schema: Schema): boolean {
  if (schema.type !== undefined && !isOfType(value, schema.type)) return false;
  const field = new Field(value, []);
  if (typeof value === 'number') checkNumber(field, value, schema, true);
  if (typeof value === 'string') checkText(field, value, schema, true);
  if (schema.enum !== undefined && typeof value === 'boolean' && !schema.enum.includes(value)) return false;
  checkAlternatives(field, schema);
  if (field.reports.length > 0) return false;
  if (Array.isArray(value)) return isValidList(value, schema);
  return !isMapping(value) || isValidMapping(value, schema);
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  return type === 'object' ? isMapping(value) : typeof value === type;
}

function isValidList(list: readonly unknown[], { items, minItems = 0, maxItems = Infinity }: Schema): boolean {
  if (list.length < minItems || list.length > maxItems) return false;
  return items === undefined || list.every((item) => isValid(item, items));
}

function isValidMapping(value: Readonly<Record<string, unknown>>, schema: Schema): boolean {
  const keys = Object.keys(value);
  const { required = [], properties, minProperties = 0, maxProperties = Infinity } = schema;
  if (keys.length < minProperties || keys.length > maxProperties) return false;
  if (!required.every((name) => Object.hasOwn(value, name))) return false;
  return keys.every((key) => {
    const child = properties?.[key];
    return child === undefined || isValid(value[key], child);
  });
}

function asText(schema: Schema): string {
  const { required, type, pattern, format, enum: allowed, not, properties } = schema;
  if (required !== undefined) return required.map((name) => `"${name}"`).join(' and ');
  if (allowed !== undefined) return allowed.map(shown).join(' or ');
  if (not !== undefined) return `not ${asText(not)}`;
  if (properties !== undefined) {
    return Object.entries(properties)
      .map(([name, property]) => `"${name}" that is ${asText(property)}`)
      .join(' and ');
  }
  return pattern ?? format ?? type ?? 'another form';
}
