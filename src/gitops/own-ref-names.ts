/** Where refs of Slipway's own are: below `refs/slipway/`, or branches where a forge takes nothing else. */
export type OwnRefPlace = 'refs' | 'branches';

const prefixes: Readonly<Record<OwnRefPlace, string>> = { refs: 'refs/slipway/', branches: 'refs/heads/slipway/' };

/** The name that an own ref has in a place. @param name `refs/slipway/...` */
export function ownNameIn(place: OwnRefPlace, name: string): string {
  return `${prefixes[place]}${name.slice(prefixes.refs.length)}`;
}

/** Both names that an own ref may have, the usual one first. */
export function ownNamesOf(name: string): readonly string[] {
  return [name, ownNameIn('branches', name)];
}

/**
 * Own refs that are there, by the names that all call them by. What is in both places is what is below `refs/slipway/`: a
 * forge that takes such refs needs no branches.
 *
 * @param idByName names as the repository has them
 */
export function foundOwnRefs(
  idByName: ReadonlyMap<string, string>,
): ReadonlyMap<string, { readonly id: string; readonly place: OwnRefPlace }> {
  const found = new Map<string, { readonly id: string; readonly place: OwnRefPlace }>();
  for (const place of ['branches', 'refs'] as const) {
    for (const [name, id] of idByName)
      if (name.startsWith(prefixes[place]))
        found.set(`${prefixes.refs}${name.slice(prefixes[place].length)}`, { id, place });
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
