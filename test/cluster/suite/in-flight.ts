/** Does something with every item, some of them at a time. Results are in the order of the items. */
export async function inFlight<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  // One queue: whoever is done takes the next.
  const queue = items.entries();
  const takeAll = async (): Promise<void> => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: atOnce }, takeAll));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
