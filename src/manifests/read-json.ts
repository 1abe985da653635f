import { maximumDepth } from '../yaml/read-plain';

/**
 * Reads a JSON object, some fifty times faster than the `yaml` library does.
 *
 * @returns undefined for everything else, and for JSON whose problems the library must find: keys that are written twice,
 *   nesting beyond `maximumDepth`
 */
export function readJson(text: string): { value: unknown } | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const keys = countKeys(value, 1);
  return keys === countWrittenKeys(text) ? { value } : undefined;
}

/** Keys of an object and of all objects in it; NaN when they are nested too deeply. */
function countKeys(value: unknown, depth: number): number {
  if (typeof value === 'number' && !Number.isFinite(value)) return Number.NaN;
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > maximumDepth) return Number.NaN;
  const values: readonly unknown[] = Object.values(value);
  let count = Array.isArray(value) ? 0 : values.length;
  for (const item of values) count += countKeys(item, depth + 1);
  return count;
}

/** Counts the strings with a colon behind them, in a text that is JSON. */
function countWrittenKeys(text: string): number {
  let count = 0;
  let at = text.indexOf('"');
  while (at !== -1) {
    let end = at + 1;
    for (; text[end] !== '"'; end += 1) if (text[end] === '\\') end += 1;
    let behind = end + 1;
    while (/\s/.test(text.charAt(behind))) behind += 1;
    if (text[behind] === ':') count += 1;
    at = text.indexOf('"', behind);
  }
  return count;
}
