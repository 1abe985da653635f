import type * as z from 'zod';

/** So deep is nothing that Slipway writes. Whoever walks through a value goes a step down for each. */
const deepest = 100;

/**
 * Reads JSON that whoever may push may have written.
 *
 * @returns undefined for what is no JSON, not of the schema, or deeper than anything that is meant
 */
export function readUntrusted<Schema extends z.ZodType>(
  schema: Schema,
  text: string | undefined,
): z.output<Schema> | undefined {
  if (text === undefined || isTooDeep(text)) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Looks at the text alone: a value that is too deep must not be made. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (isInText) {
      if (sign === '\\') index += 1;
      else if (sign === '"') isInText = false;
    } else if (sign === '"') isInText = true;
    else if (sign === '[' || sign === '{') {
      depth += 1;
      if (depth > deepest) return true;
    } else if (sign === ']' || sign === '}') depth -= 1;
  }
  return false;
}
