import type { ExplainedSetting } from '../model/explain';
import { groupBy } from '../model/group-by';
import { formatPath } from '../model/problem';

/** A line of settings as YAML would have it: a key with what is below it, or a setting. */
export interface SettingsLine {
  readonly depth: number;
  /** `limits`, or `keys.db-host.env` when each of these keys holds one thing only. */
  readonly key: string;
  /** Absent for a key with others below it. */
  readonly setting?: ExplainedSetting;
}

/** Arranges settings as a tree, which is narrower than whole paths and looks like the file where one would change them. */
export function settingsTree(settings: readonly ExplainedSetting[], depth = 0): readonly SettingsLine[] {
  const groups = groupByKey(settings, depth);
  return groups.flatMap((group) => linesOf(group, depth, depth));
}

/** @param level how many keys of the paths are above this group; `depth` counts the lines above it */
function linesOf(group: readonly ExplainedSetting[], level: number, depth: number): readonly SettingsLine[] {
  const [first] = group;
  if (first === undefined) return [];
  const shared = sharedLength(group);
  const key = formatPath(first.path.slice(level, shared));
  if (group.length === 1) return [{ depth, key, setting: first }];
  return [{ depth, key }, ...groupByKey(group, shared).flatMap((below) => linesOf(below, shared, depth + 1))];
}

function groupByKey(settings: readonly ExplainedSetting[], level: number): readonly (readonly ExplainedSetting[])[] {
  return [...groupBy(settings, ({ path }) => path[level]).values()];
}

/** How many keys the paths of all settings have in common; for one setting, all of its keys. */
function sharedLength(settings: readonly ExplainedSetting[]): number {
  const [first, ...others] = settings.map(({ path }) => path);
  if (first === undefined) return 0;
  const end = first.findIndex((key, index) => others.some((path) => path[index] !== key));
  return end === -1 ? first.length : end;
}
