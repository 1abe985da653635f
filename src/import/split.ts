import { isMapping } from '../manifests/value-at';
import { isWhole } from '../model/whole-entries';
import type { Data } from './note';

/** Settings of a service: what all environments say alike, and what each says for itself. */
export interface SplitSettings {
  readonly service: Data;
  readonly overlays: ReadonlyMap<string, Data>;
}

/**
 * Divides settings between a service and its overlays, and leaves out what would be so anyway.
 *
 * @param byEnvironment what each environment says, complete
 * @param base what holds when nothing is said: defaults and presets
 */
export function splitSettings(byEnvironment: ReadonlyMap<string, Data>, base: Data): SplitSettings {
  const leaves = new Map([...byEnvironment].map(([name, settings]) => [name, leavesOf(settings)]));
  const usual = leavesOf(base);
  const [first = new Map<string, unknown>()] = leaves.values();
  const common = [...first].filter(([path, value]) =>
    [...leaves.values()].every((one) => one.has(path) && isSame(one.get(path), value)),
  );
  const isCommon = new Set(common.map(([path]) => path));
  const isUsual = ([path, value]: readonly [string, unknown]): boolean =>
    usual.has(path) && isSame(usual.get(path), value);
  return {
    service: treeOf(common.filter((leaf) => !isUsual(leaf))),
    overlays: new Map(
      [...leaves].map(([name, own]) => [
        name,
        treeOf([...own].filter((leaf) => !isCommon.has(leaf[0]) && !isUsual(leaf))),
      ]),
    ),
  };
}

/** The value that most environments have, the first of them on a tie. */
export function mostCommon<Value>(values: readonly Value[]): Value | undefined {
  const counts = new Map<string, { value: Value; count: number }>();
  for (const value of values) {
    const key = JSON.stringify(value) ?? '';
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { value, count: 1 });
    else known.count++;
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count)[0]?.value;
}

/** Whether two values are the same data. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

/** Path as JSON -> what is there: a scalar, a list, an empty mapping or a whole. */
function leavesOf(value: unknown, path: readonly string[] = []): Map<string, unknown> {
  if (!isMapping(value) || isWhole(path) || (path.length > 0 && Object.keys(value).length === 0))
    return new Map([[JSON.stringify(path), value]]);
  return new Map(Object.entries(value).flatMap(([key, one]) => [...leavesOf(one, [...path, key])]));
}

function treeOf(leaves: readonly (readonly [string, unknown])[]): Data {
  const root: Record<string, unknown> = {};
  for (const [path, value] of leaves) {
    const keys: unknown = JSON.parse(path);
    if (Array.isArray(keys)) put(root, keys.map(String), value);
  }
  return root;
}

function put(into: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  const inner: Record<string, unknown> = { ...(isMapping(into[key]) ? into[key] : {}) };
  put(inner, rest, value);
  into[key] = inner;
}
