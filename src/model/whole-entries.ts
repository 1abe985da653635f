import { wholeSettings } from './settings';
import type { SettingsLayer } from './settings';

/** Settings of which each entry is replaced as a whole, because parts of two of them make no sense together. */
const wholeEntries = ['env', 'volumes'] as const satisfies readonly (keyof SettingsLayer)[];

const settings: ReadonlySet<unknown> = new Set(wholeSettings);
const entries: ReadonlySet<unknown> = new Set(wholeEntries);

/** Whether entries of a setting are replaced as a whole. */
export function hasWholeEntries(key: string): boolean {
  return entries.has(key);
}

/** Whether what is at a path of settings is replaced as a whole. */
export function isWhole(path: readonly (string | number)[]): boolean {
  return path.length === 1 ? settings.has(path[0]) : path.length === 2 && entries.has(path[0]);
}
