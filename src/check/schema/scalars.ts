import { nearest } from '../../model/nearest';
import type { Schema } from '../../manifest-schemas/schema';
import type { Field } from './field';
import { formats } from './formats';
import { patternOf } from './patterns';
import { readQuantity } from './quantity';

/** More values than these are not listed in a message. */
const mostListed = 12;

/** Says what a server has against a number. */
export function checkNumber(field: Field, value: number, schema: Schema, isCustom: boolean): void {
  const isCount = schema['x-kubernetes-int-or-string'] === true && !isCustom;
  if (schema.format === 'int32' || isCount) field.mustBeWithin(-(2 ** 31), 2 ** 31 - 1, 'a number of 32 bits');
  if (schema.format === 'int64') field.mustBeWithin(-(2 ** 63), 2 ** 63, 'a number of 64 bits');
  checkEnum(field, schema);
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (minimum !== undefined && (value < minimum || (exclusiveMinimum === true && value === minimum))) {
    field.refuse(
      'is too small',
      `${exclusiveMinimum === true ? `more than ${minimum}` : `${minimum} and above`} is allowed`,
    );
  }
  if (maximum !== undefined && (value > maximum || (exclusiveMaximum === true && value === maximum))) {
    field.refuse(
      'is too large',
      `${exclusiveMaximum === true ? `less than ${maximum}` : `up to ${maximum}`} is allowed`,
    );
  }
  if (multipleOf !== undefined && value % multipleOf !== 0) field.refuse(`is no multiple of ${multipleOf}`);
}

/** Says what a server has against a text. */
export function checkText(field: Field, value: string, schema: Schema, isCustom: boolean): void {
  if (isCustom || value !== '' || !isDefaulted(field, schema)) checkEnum(field, schema);
  checkFormat(field, value, schema);
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  if (value.length > maxLength || value.length < minLength) {
    const { length } = Array.from(value);
    if (length > maxLength) field.refuse(`has ${length} letters`, `${maxLength} are allowed`);
    if (length < minLength)
      field.refuse(length === 0 ? 'is empty' : `has ${length} letters`, `it needs ${minLength} or more`);
    // A pattern may take its time with a text that is much longer than what it is made for.
    if (length > maxLength) return;
  }
  if (pattern !== undefined && patternOf(pattern)?.test(value) === false) {
    field.refuse('does not match the pattern of this field', `it must match ${pattern}`);
  }
}

/** Fields in which Go knows no difference between an empty text and none, which the server replaces by a default. */
const defaulted =
  /^(allocationMode|concurrencyPolicy|dnsPolicy|effect|externalTrafficPolicy|imagePullPolicy|operator|persistentVolumeReclaimPolicy|podManagementPolicy|pullPolicy|restartPolicy|scheme|sessionAffinity|terminationMessagePolicy|type)$/;

function isDefaulted({ key }: Field, schema: Schema): boolean {
  return defaulted.test(String(key)) || (key === 'protocol' && schema.default !== undefined);
}

function checkEnum(field: Field, { enum: allowed }: Schema): void {
  if (allowed === undefined || allowed.includes(field.value)) return;
  const texts = allowed.map(String);
  const meant = nearest(field.text, texts);
  const list = texts.length > mostListed ? `${texts.slice(0, mostListed).join(', ')} and others` : texts.join(', ');
  field.refuse(
    'is not allowed',
    meant === undefined ? `allowed are ${list}` : `did you mean "${meant}"? allowed are ${list}`,
  );
}

function checkFormat(field: Field, value: string, { format }: Schema): void {
  if (format === undefined) return;
  if (format === 'quantity') {
    if (readQuantity(value) === undefined) {
      field.refuse(
        'is no quantity',
        'a number with or without one of n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei is allowed',
      );
    }
    return;
  }
  const known = formats.get(format);
  if (known !== undefined && !known.fits(value)) {
    field.refuse(
      `is not ${known.name}`,
      format === 'byte' ? 'encode it, or use "stringData" for plain text in a Secret' : undefined,
    );
  }
}
