/** What is done to one leaf of a text of JSON. */
export interface Damage {
  /** Which leaf: the remainder by their number. */
  readonly leaf: number;
  /** Whether it is one of the JSON that the leaf itself is a text of, where it is one. */
  readonly inStatement: boolean;
  /** What is there instead; `{ depth }` is a list in a list, so often. */
  readonly value: unknown;
  /** Whether it becomes the name of a key more, beside the leaf. */
  readonly isKey: boolean;
}

interface Place {
  readonly holder: object;
  readonly key: string;
  readonly value: unknown;
}

/** Writes a text of JSON with one leaf damaged. */
export function damaged(text: string, damage: Damage): string {
  const root: unknown = JSON.parse(text);
  const all = placesIn(root);
  const statements = all.filter(({ key, value }) => key === 'statement' && typeof value === 'string');
  const among = damage.inStatement && statements.length > 0 ? statements : all;
  const place = among[damage.leaf % among.length];
  if (place === undefined) return text;
  const { holder, key, value } = place;
  if (damage.inStatement && key === 'statement' && typeof value === 'string') {
    const inside = { ...damage, inStatement: false, leaf: Math.floor(damage.leaf / 7) };
    Reflect.set(holder, key, damaged(value, inside));
    return JSON.stringify(root);
  }
  const depth = depthOf(damage.value);
  const put = depth === undefined ? damage.value : mark;
  if (damage.isKey && typeof put === 'string') Reflect.set(holder, put, value);
  else Reflect.set(holder, key, put);
  const written = JSON.stringify(root);
  return depth === undefined ? written : written.replace(`"${mark}"`, `${'['.repeat(depth)}${']'.repeat(depth)}`);
}

const mark = 'what is deep';

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => [
    { holder: value, key, value: item },
    ...placesIn(item),
  ]);
}

function depthOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('depth' in value)) return undefined;
  return typeof value.depth === 'number' ? value.depth : undefined;
}
