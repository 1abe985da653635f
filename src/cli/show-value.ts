import { printableLine } from '../model/printable';

/** Shows a value as it would stand in YAML, on one line. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return isPlain(value) ? value : printableLine(JSON.stringify(value));
  if (Array.isArray(value)) return `[${value.map(showValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, child]) => `${printableLine(key)}: ${showValue(child)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** The same, cut to a length. */
export function showShortly(value: unknown, longest: number): string {
  const text = showValue(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function isPlain(text: string): boolean {
  return text !== '' && text === printableLine(text) && text === text.trim();
}
