import type * as z from 'zod';

import { schemaProblems } from './schema-problems';
import type { DocumentProblem, Written } from './schema-problems';

/** A value, or everything that is wrong with it. */
export type Parsed<Value, Found = DocumentProblem> =
  { readonly value: Value } | { readonly problems: readonly Found[] };

/**
 * Reads a value by its schema.
 *
 * @param value as it was read; unknown, because somebody wrote it
 * @param written how the scalar at a path is written in the file
 */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  written?: Written,
): Parsed<z.output<Schema>> {
  const result = schema.safeParse(value);
  return result.success ? { value: result.data } : { problems: schemaProblems(schema, value, written) };
}
