import type * as z from 'zod';

/**
 * Reads JSON that whoever may push may have written.
 *
 * @returns undefined for what is no JSON, or not of the schema
 */
export function readUntrusted<Schema extends z.ZodType>(
  schema: Schema,
  text: string | undefined,
): z.output<Schema> | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
