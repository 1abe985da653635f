import type { Schema } from '../../manifest-schemas/schema';

/** Which of the ways to walk it is: what is said of a value depends on it. */
interface Way {
  readonly isCustom: boolean;
  readonly isPartial: boolean;
  readonly isStatus: boolean;
}

/**
 * Values that nothing was said of. What a schema says of a value is about what is in it, and equal parts of an inventory are
 * one value: most of each manifest is the same in thousands of others, and is held against its schema once. For values that
 * nobody changes.
 */
export class KnownGood {
  /** For each way to walk, by schema. */
  private readonly values = Array.from({ length: 8 }, () => new WeakMap<Schema, WeakSet<object>>());

  has(value: object, schema: Schema, way: Way): boolean {
    return this.values[numberOf(way)]?.get(schema)?.has(value) === true;
  }

  /** Notes that nothing was said of a value. */
  add(value: object, schema: Schema, way: Way): void {
    const bySchema = this.values[numberOf(way)];
    const known = bySchema?.get(schema);
    if (known === undefined) bySchema?.set(schema, new WeakSet([value]));
    else known.add(value);
  }
}

function numberOf({ isCustom, isPartial, isStatus }: Way): number {
  return Number(isCustom) + 2 * Number(isPartial) + 4 * Number(isStatus);
}
