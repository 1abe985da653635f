/** Entries that may lie over a map before a new map is made of both: each further entry copies those that lie over it. */
const mostOver = 64;

/** A map with some entries over those of another map, which is left as it is. */
class OverlaidMap<Key, Value extends object | string> implements ReadonlyMap<Key, Value> {
  constructor(
    readonly below: ReadonlyMap<Key, Value>,
    readonly over: ReadonlyMap<Key, Value>,
    readonly size: number,
  ) {}

  get(key: Key): Value | undefined {
    return this.over.get(key) ?? this.below.get(key);
  }

  has(key: Key): boolean {
    return this.over.has(key) || this.below.has(key);
  }

  *entries(): Generator<[Key, Value], undefined> {
    for (const [key, value] of this.below) yield [key, this.over.get(key) ?? value];
    for (const [key, value] of this.over) if (!this.below.has(key)) yield [key, value];
  }

  *keys(): Generator<Key, undefined> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): Generator<Value, undefined> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): Generator<[Key, Value], undefined> {
    return this.entries();
  }

  forEach(each: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void, on?: unknown): void {
    for (const [key, value] of this.entries()) each.call(on, value, key, this);
  }
}

/**
 * The same map with another entry, in the order in which `Map.set` would keep it. A catalog of thousands of services is the same
 * but for one of them after most changes: the others are not copied.
 */
export function withEntry<Key, Value extends object | string>(
  map: ReadonlyMap<Key, Value>,
  key: Key,
  value: Value,
): ReadonlyMap<Key, Value> {
  return withMoreEntries(map, [[key, value]]);
}

/** The same map with other entries, as `withEntry` makes it with one. */
export function withMoreEntries<Key, Value extends object | string>(
  map: ReadonlyMap<Key, Value>,
  entries: readonly (readonly [Key, Value])[],
): ReadonlyMap<Key, Value> {
  if (!(map instanceof OverlaidMap)) return overlaid(map, new Map(entries));
  const { below, over }: OverlaidMap<Key, Value> = map;
  if (over.size >= mostOver) return overlaid(new Map(map), new Map(entries));
  return overlaid(below, new Map([...over, ...entries]));
}

/** Keys whose value is not the very same in both maps, or that only one of them has. */
export function keysThatDiffer<Key>(
  a: ReadonlyMap<Key, object | string>,
  b: ReadonlyMap<Key, object | string>,
): readonly Key[] {
  if (a === b) return [];
  const [one, other] = [partsOf(a), partsOf(b)];
  const keys = one.below === other.below ? [one.over, other.over] : [a, b];
  const all = new Set(keys.flatMap((map) => [...map.keys()]));
  return [...all].filter((key) => a.has(key) !== b.has(key) || a.get(key) !== b.get(key));
}

function partsOf<Key>(
  map: ReadonlyMap<Key, object | string>,
): Pick<OverlaidMap<Key, object | string>, 'below' | 'over'> {
  return map instanceof OverlaidMap ? map : { below: map, over: new Map() };
}

function overlaid<Key, Value extends object | string>(
  below: ReadonlyMap<Key, Value>,
  over: ReadonlyMap<Key, Value>,
): ReadonlyMap<Key, Value> {
  let size = below.size;
  for (const key of over.keys()) if (!below.has(key)) size += 1;
  return new OverlaidMap(below, over, size);
}
