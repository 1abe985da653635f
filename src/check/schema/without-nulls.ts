import { isMapping } from '../../manifests/value-at';
import type { Schema } from '../../manifest-schemas/schema';

/**
 * A value of a built-in kind as Go reads it: `null` in a field is no field; in a list, or behind a key of a map, it is what Go
 * has without a value.
 *
 * @returns the value itself when there is no `null` in it
 */
export function withoutNulls(value: unknown, schema: Schema): unknown {
  if (!hasNull(value)) return value;
  if (Array.isArray(value)) {
    const { items = {} } = schema;
    return value.map((item: unknown) => (item === null ? zeroOf(items) : withoutNulls(item, items)));
  }
  if (!isMapping(value)) return value;
  const { properties, additionalProperties } = schema;
  const ofMap = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const child = properties?.[key] ?? ofMap;
    if (item !== null) result[key] = withoutNulls(item, child ?? {});
    else if (child === ofMap && ofMap !== undefined) result[key] = zeroOf(ofMap);
    // An unknown field stays one.
    else if (child === undefined) result[key] = null;
  }
  return result;
}

/** Whether there is a `null` at any depth. */
export function hasNull(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  for (const item of Array.isArray(value) ? value : Object.values(value)) if (hasNull(item)) return true;
  return false;
}

function zeroOf({ type, format }: Schema): unknown {
  if (format === 'quantity') return 0;
  const zeros: Readonly<Record<string, unknown>> = {
    object: {},
    array: [],
    string: '',
    boolean: false,
    integer: 0,
    number: 0,
  };
  return zeros[type ?? ''] ?? null;
}
