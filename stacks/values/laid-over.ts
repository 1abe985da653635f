/**
 * Values of a chart with others laid over them, as Helm merges values files (Helm, "Values Files"): mappings are merged, everything
 * else is replaced, and `null` takes a value of the chart itself away, so it stays.
 */
export function laidOver(values: object, over: object = {}): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = { ...values };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isMapping(before) && isMapping(value) ? laidOver(before, value) : value;
  }
  return merged;
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
