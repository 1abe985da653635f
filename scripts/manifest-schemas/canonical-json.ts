/** Writes JSON with sorted keys, so that the same content is the same text. What is undefined is left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inside: unknown) => (isRecord(inside) ? sorted(inside) : inside));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  // Unlike an assignment this keeps a field called "__proto__", which JSON may have.
  return Object.fromEntries(entries);
}
