import type { Schema } from '../../manifest-schemas/schema';
import type { Walk } from './field';

/**
 * Values that nothing was said of. What a schema says of a value is about what is in it, and equal parts of an inventory are
 * one value: most of each manifest is the same in thousands of others, and is held against its schema once. For values that
 * nobody changes.
 */
export class KnownGood {
  /** For each way to walk, by schema. */
  private readonly values = Array.from({ length: 8 }, () => new WeakMap<Schema, WeakSet<object>>());

  has(value: object, schema: Schema, walk: Walk): boolean {
    return this.values[numberOf(walk)]?.get(schema)?.has(value) === true;
  }

  /** Notes that nothing was said of a value. */
  add(value: object, schema: Schema, walk: Walk): void {
    const bySchema = this.values[numberOf(walk)];
    const known = bySchema?.get(schema);
    if (known === undefined) bySchema?.set(schema, new WeakSet([value]));
    else known.add(value);
  }
}

function numberOf({ isCustom, isPartial, isStatus }: Walk): number {
  return Number(isCustom) + 2 * Number(isPartial) + 4 * Number(isStatus);
}
