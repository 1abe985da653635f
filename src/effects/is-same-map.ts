/** Whether the same values are in both: not only equal ones. No map has nothing. */
export function isSameMap(
  a: ReadonlyMap<string, unknown> | undefined,
  b: ReadonlyMap<string, unknown> | undefined,
): boolean {
  if (a === b) return true;
  if ((a?.size ?? 0) !== (b?.size ?? 0)) return false;
  for (const [name, value] of a ?? []) if (b?.get(name) !== value) return false;
  return true;
}
