/**
 * Finds where a new key belongs among those of a mapping: behind the one that comes before it in the order, or else before
 * the one that comes after it. A key that the order does not know goes where names are sorted, and else to the end.
 *
 * @returns index of the key that it follows; -1 for none
 */
export function placeInOrder(name: string, names: readonly string[], order: readonly string[]): number {
  const rank = order.indexOf(name);
  if (rank === -1) return placeByName(name, names);
  const before = order.slice(0, rank).findLast((key) => names.includes(key));
  if (before !== undefined) return names.indexOf(before);
  const behind = order.slice(rank + 1).find((key) => names.includes(key));
  return behind === undefined ? names.length - 1 : names.indexOf(behind) - 1;
}

function placeByName(name: string, names: readonly string[]): number {
  const isSorted = names.length > 1 && names.every((key, index) => index === 0 || (names[index - 1] ?? '') < key);
  return isSorted ? names.findLastIndex((key) => key < name) : names.length - 1;
}
