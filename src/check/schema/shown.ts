const longest = 80;

/** A value as messages show it: short, on one line. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'the list';
  if (typeof value === 'object' && value !== null) return 'the mapping';
  const text = typeof value === 'string' ? JSON.stringify(value) : `"${String(value)}"`;
  return text.length <= longest ? text : `${text.slice(0, longest - 3)}..."`;
}

/** What a value is, for people who write YAML. */
export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'true or false';
  return 'a number';
}

/** `null` in YAML is no value. */
export function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}
