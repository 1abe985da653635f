import { resolveKubernetesScalar } from '../../manifests/scalars';
import { isEncryptedText } from '../../manifests/sops';
import { isMapping } from '../../manifests/value-at';
import type { Schema } from '../../manifest-schemas/schema';
import { checkAlternatives } from './alternatives';
import { Field } from './field';
import type { Walk } from './field';
import { checkListKeys } from './list-keys';
import { checkNumber, checkText } from './scalars';
import { isThere, shown, typeOf } from './shown';
import { unknownField } from './unknown-field';

/** Says what an API server would have against a value, and all in it. */
export function checkValue(field: Field, schema: Schema, walk: Walk): void {
  const { value } = field;
  if (value === undefined || (walk.isEncrypted && isEncryptedText(value))) return;
  if (value === null) return checkNull(field, schema, walk);
  if (!isOfType(value, schema)) return wrongType(field, schema, walk);
  if (typeof value === 'object') return checkParts(field, value, schema, walk);
  if (walk.isStatus) return;
  if (typeof value === 'number') checkNumber(field, value, schema, walk.isCustom);
  else if (typeof value === 'string') checkText(field, value, schema, walk.isCustom);
  checkAlternatives(field, schema);
}

function checkParts(field: Field, value: object, schema: Schema, walk: Walk): void {
  // Encrypted values are passed over in some objects, and not in others.
  const good = field.parent === undefined || walk.isEncrypted ? undefined : walk.good;
  if (good?.has(value, schema, walk) === true) return;
  const said = field.reports.length;
  if (Array.isArray(value)) checkList(field, value, schema, walk);
  else checkMapping(field, schema, walk);
  checkAlternatives(field, schema);
  if (field.reports.length === said) good?.add(value, schema, walk);
}

function checkNull(field: Field, schema: Schema, { isCustom }: Walk): void {
  const isTaken = !isCustom || schema.nullable === true || schema.default !== undefined || isAnything(schema);
  if (!isTaken)
    field.say(
      'wrong-type',
      `${field.where} is empty, but must be ${nameOfType(schema)}`,
      'give it a value, or leave it out',
    );
}

function isAnything(schema: Schema): boolean {
  const isOneOfSome = schema.enum?.includes(null) === false;
  return schema.type === undefined && !isOneOfSome && schema['x-kubernetes-int-or-string'] !== true;
}

function isOfType(value: unknown, schema: Schema): boolean {
  if (schema['x-kubernetes-int-or-string'] === true) return typeof value === 'string' || Number.isInteger(value);
  switch (schema.type) {
    case 'object':
      return isMapping(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === schema.type;
    default:
      return schema.format !== 'quantity' || typeof value === 'string' || typeof value === 'number';
  }
}

function wrongType(field: Field, schema: Schema, walk: Walk): void {
  const { value } = field;
  const written = isWord(value) ? (writtenAs(field, value, walk) ?? String(value)) : undefined;
  field.say(
    'wrong-type',
    `${shown(written ?? value)} in ${field.where} is ${typeOf(value)}, but must be ${nameOfType(schema)}`,
    hintFor(value, schema, written),
  );
}

/** What a person wrote for a value: `no`, and not `false`. What a build or an anchor has put there is not theirs. */
function writtenAs(field: Field, value: number | boolean, { writtenAt }: Walk): string | undefined {
  const written = writtenAt?.(field.path);
  return written !== undefined && resolveKubernetesScalar(written) === value ? written : undefined;
}

function isWord(value: unknown): value is number | boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function nameOfType(schema: Schema): string {
  if (schema['x-kubernetes-int-or-string'] === true) return 'a whole number or text';
  if (schema.format === 'quantity') return 'a quantity such as "500m" or "2Gi"';
  const names: Readonly<Record<string, string>> = {
    object: 'a mapping',
    array: 'a list',
    integer: 'a whole number',
    number: 'a number',
    string: 'text',
    boolean: 'true or false',
  };
  return names[schema.type ?? ''] ?? (schema.enum === undefined ? 'a value' : `one of ${schema.enum.join(', ')}`);
}

function hintFor(value: unknown, { type }: Schema, written: string | undefined): string | undefined {
  if (type === 'string' && written !== undefined) return `quote it: "${written}"`;
  const isUnquoted = type === 'boolean' ? /^(true|false)$/ : /^-?\d+$/;
  if (
    typeof value === 'string' &&
    (type === 'integer' || type === 'number' || type === 'boolean') &&
    isUnquoted.test(value)
  ) {
    return `remove the quotes: ${value}`;
  }
  if (type === 'array' && value !== null) return 'write it as a list: "- " before each element';
  return undefined;
}

function checkList(field: Field, list: readonly unknown[], schema: Schema, walk: Walk): void {
  const { items, minItems = 0, maxItems = Infinity, uniqueItems } = schema;
  if (list.length < minItems) field.refuse(`has ${list.length} elements`, `it needs ${minItems} or more`);
  if (list.length > maxItems) field.refuse(`has ${list.length} elements`, `${maxItems} are allowed`);
  if (uniqueItems === true && new Set(list.map((item) => JSON.stringify(item))).size < list.length) {
    field.say('duplicate-list-key', `${field.where} has an element twice`, 'remove one');
  }
  if (items === undefined) return;
  const elements = list.map((item, index) => new Field(item, field.reports, index, field));
  for (const element of elements) checkValue(element, items, walk);
  checkListKeys(field, elements, schema);
}

function checkMapping(field: Field, schema: Schema, walk: Walk): void {
  const value = isMapping(field.value) ? field.value : {};
  const { properties, additionalProperties, required, minProperties = 0, maxProperties = Infinity } = schema;
  let count = 0;
  for (const key in value) {
    count += 1;
    const known = properties?.[key];
    const child = known ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    if (child !== undefined)
      checkValue(new Field(value[key], field.reports, key, field), child, walkInto(walk, field, key));
    else if (isFieldRefused(schema)) unknownField(field, key, schema, walk);
  }
  if (count < minProperties) field.refuse(`has ${count} fields`, `it needs ${minProperties} or more`);
  if (count > maxProperties) field.refuse(`has ${count} fields`, `${maxProperties} are allowed`);
  if (required === undefined || walk.isStatus) return;
  for (const name of required) {
    if (isMissing(value[name], name, properties?.[name], walk.isCustom)) missing(field.at(name), schema, value);
  }
}

/** Metadata is read by Go in all kinds, and complete in partial schemas. */
function walkInto(walk: Walk, { parent }: Field, key: string): Walk {
  if (parent !== undefined) return walk;
  if (key === 'metadata' && walk.isCustom) return { ...walk, isCustom: false, isPartial: false };
  return key === 'status' && !walk.isCustom ? { ...walk, isStatus: true } : walk;
}

/** Untyped values take everything; `additionalProperties` without a schema does, too. */
function isFieldRefused(schema: Schema): boolean {
  return (
    schema.type === 'object' &&
    schema['x-kubernetes-preserve-unknown-fields'] !== true &&
    (schema.additionalProperties === undefined || schema.additionalProperties === false)
  );
}

/** Documented as required, but not by Go: a LimitRange without limits is taken. */
const requiredOnPaper = 'limits';

/** Go knows no difference between an empty text and none; an API group is the exception: "" is the core group. */
function isMissing(value: unknown, name: string, schema: Schema | undefined, isCustom: boolean): boolean {
  const isDefaulted = schema?.default !== undefined && (isCustom || (schema.default !== '' && schema.default !== 0));
  if (isDefaulted || (name === requiredOnPaper && !isCustom)) return false;
  if (isCustom) return value === undefined;
  return !isThere(value) || (value === '' && schema?.type === 'string' && name !== 'apiGroup');
}

function missing(field: Field, { properties }: Schema, value: Readonly<Record<string, unknown>>): void {
  const others = Object.keys(value).filter((key) => properties !== undefined && !(key in properties));
  field.miss(
    others.length === 0 ? undefined : `${others.map((key) => `"${key}"`).join(', ')} is unknown there: is it meant?`,
  );
}
