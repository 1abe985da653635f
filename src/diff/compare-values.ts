import type { Schema } from '../manifest-schemas/schema';
import { isMapping, type Mapping } from '../manifests/value-at';
import type { FieldChange, FieldPath, Step } from './change';
import { canonical, isSameScalar } from './same-value';
import { compareSequences } from './sequence';

/** How a kind is compared. */
export interface Comparison {
  /** Absent for a kind that nobody knows. */
  readonly schema: Schema | undefined;
  /** In built-in kinds `null` is the same as no value. */
  readonly isBuiltIn: boolean;
}

/** Mappings that are compared key by key even when one side does not have them. */
const openMappings = new Set(['labels', 'annotations', 'data', 'binaryData', 'stringData', 'matchLabels']);

/** Compares two values field by field. The order of keys does not matter; that of lists does. */
export function compareValues(
  before: unknown,
  after: unknown,
  { schema, isBuiltIn }: Comparison,
): readonly FieldChange[] {
  const found: FieldChange[] = [];
  compare(before, after, schema, []);
  return found;

  function compare(left: unknown, right: unknown, at: Schema | undefined, path: FieldPath): void {
    const [old, now] = isBuiltIn ? [left ?? undefined, right ?? undefined] : [left, right];
    if (isMapping(old) && isMapping(now)) compareMappings(old, now, at, path);
    else if (Array.isArray(old) && Array.isArray(now)) compareLists(old, now, at, path);
    else if (old === undefined && isMapping(now) && isOpen(path)) compareMappings({}, now, at, path);
    else if (now === undefined && isMapping(old) && isOpen(path)) compareMappings(old, {}, at, path);
    else if (!isSame(old, now, at, path)) found.push({ path, before: old, after: now });
  }

  function isSame(old: unknown, now: unknown, at: Schema | undefined, path: FieldPath): boolean {
    if (isSameScalar(old, now, at, path.at(-2))) return true;
    // What nobody writes is what the server fills in.
    if (at?.default === undefined || (old !== undefined && now !== undefined)) return false;
    return canonical(old ?? now) === canonical(at.default);
  }

  function compareMappings(old: Mapping, now: Mapping, at: Schema | undefined, path: FieldPath): void {
    for (const key of [...new Set([...Object.keys(old), ...Object.keys(now)])].sort()) {
      compare(valueOf(old, key), valueOf(now, key), below(at, key), [...path, key]);
    }
  }

  function compareLists(
    old: readonly unknown[],
    now: readonly unknown[],
    at: Schema | undefined,
    path: FieldPath,
  ): void {
    const names = keysOf(at, old, now);
    const left = names === undefined ? undefined : byKeys(old, names, at?.items);
    const right = names === undefined ? undefined : byKeys(now, names, at?.items);
    if (left === undefined || right === undefined) compareByPlace(old, now, at, path);
    else compareByKeys(left, right, at, path);
  }

  function compareByKeys(left: Elements, right: Elements, at: Schema | undefined, path: FieldPath): void {
    for (const [key, { step, value }] of left) compare(value, right.get(key)?.value, at?.items, [...path, step]);
    for (const [key, { step, value }] of right)
      if (!left.has(key)) compare(undefined, value, at?.items, [...path, step]);
    const kept = [...left.keys()].filter((key) => right.has(key));
    const order = [...right.keys()].filter((key) => left.has(key));
    if (kept.every((key, index) => key === order[index])) return;
    const shown = (keys: readonly string[]): readonly unknown[] => keys.map((key) => left.get(key)?.label);
    found.push({ path, before: shown(kept), after: shown(order), isOrder: true });
  }

  function compareByPlace(
    old: readonly unknown[],
    now: readonly unknown[],
    at: Schema | undefined,
    path: FieldPath,
  ): void {
    for (const { before: left, after: right } of compareSequences(old.map(canonical), now.map(canonical))) {
      const pairs = Math.min(left[1] - left[0], right[1] - right[0]);
      for (let index = 0; index < pairs; index++) {
        const step: Step = { before: left[0] + index, after: right[0] + index };
        compare(old[step.before ?? 0], now[step.after ?? 0], at?.items, [...path, step]);
      }
      for (let index = left[0] + pairs; index < left[1]; index++)
        found.push({ path: [...path, { before: index }], before: old[index], after: undefined });
      for (let index = right[0] + pairs; index < right[1]; index++)
        found.push({ path: [...path, { after: index }], before: undefined, after: now[index] });
    }
  }
}

/** Elements of a list by their keys, in the order of the list. */
type Elements = ReadonlyMap<string, { readonly step: Step; readonly value: Mapping; readonly label: unknown }>;

/** The keys by which elements are matched: those of the schema, else `name`, if every element has one. */
function keysOf(
  at: Schema | undefined,
  old: readonly unknown[],
  now: readonly unknown[],
): readonly string[] | undefined {
  const keys = at?.['x-kubernetes-list-map-keys'];
  if (keys !== undefined) return keys;
  const all = [...old, ...now];
  return all.length > 0 && all.every((one) => isMapping(one) && typeof one['name'] === 'string') ? ['name'] : undefined;
}

/** @returns undefined when two elements have the same keys, or one is no mapping: then places say more */
function byKeys(list: readonly unknown[], names: readonly string[], items: Schema | undefined): Elements | undefined {
  const elements = new Map<string, { step: Step; value: Mapping; label: unknown }>();
  for (const value of list) {
    if (!isMapping(value)) return undefined;
    const values = names.map((name) => valueOf(value, name) ?? items?.properties?.[name]?.default);
    const key = canonical(values);
    if (elements.has(key)) return undefined;
    const written = names.flatMap((name, index): [string, unknown][] => {
      const one = values[index];
      return one === undefined ? [] : [[name, one]];
    });
    elements.set(key, {
      step: { keys: Object.fromEntries(written) },
      value,
      label: values.length === 1 ? values[0] : values,
    });
  }
  return elements;
}

function below(at: Schema | undefined, key: string): Schema | undefined {
  const property = at?.properties?.[key];
  if (property !== undefined) return property;
  return typeof at?.additionalProperties === 'object' ? at.additionalProperties : undefined;
}

function isOpen(path: FieldPath): boolean {
  const last = path.at(-1);
  return typeof last === 'string' && openMappings.has(last);
}

function valueOf(mapping: Mapping, key: string): unknown {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}
