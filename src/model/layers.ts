import type { DocumentName } from './catalog';
import type { Settings } from './presets';
import { SettingsLayer, wholeSettings } from './settings';
import { hasWholeEntries, isWhole } from './whole-entries';

/** Where a layer of settings comes from. */
export type LayerKind = 'default' | 'preset' | 'environment' | 'service' | 'overlay';

/** One layer of settings. A later layer wins over an earlier one. */
export interface Layer {
  readonly kind: LayerKind;
  /** For people: `preset spring-boot`. */
  readonly name: string;
  /** Settings; other keys, as a whole service has them, are not looked at. */
  readonly settings: SettingsLayer;
  /** The catalog file that holds it; absent for defaults and presets, which are code. */
  readonly document?: DocumentName;
  /** Where the settings begin in that file. */
  readonly prefix: readonly string[];
}

const wholes: ReadonlySet<string> = new Set(wholeSettings);

const settingsKeys: ReadonlySet<string> = new Set(Object.keys(SettingsLayer.shape));

function isSettingsKey(key: string): key is keyof SettingsLayer {
  return settingsKeys.has(key);
}

/**
 * Lays layers over the defaults: objects merge key by key, lists and wholes are replaced, `null` removes a key.
 *
 * @returns complete settings: the defaults are complete, and a layer can only replace or add
 */
export function mergeLayers(defaults: Settings, layers: readonly Pick<Layer, 'settings'>[]): Settings {
  const merged: Partial<Record<keyof Settings, unknown>> = { ...defaults };
  for (const { settings } of layers) {
    for (const key of Object.keys(settings)) {
      if (!isSettingsKey(key)) continue;
      const value: unknown = settings[key];
      if (value === undefined) continue;
      merged[key] = wholes.has(key) ? value : mergeValues(merged[key], value, hasWholeEntries(key));
    }
  }
  // The one place where a type is asserted: merging valid layers over complete defaults gives complete settings, which
  // no type of a merge can say.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return merged as Settings;
}

/**
 * The layer that decides the value at a path, and the path itself when the layer has no such key but replaces
 * the whole that contains it.
 *
 * @param path keys below the settings: `['resources', 'limits', 'cpu']`
 */
export function decidingLayer(layers: readonly Layer[], path: readonly (string | number)[]): Layer | undefined {
  return layers.findLast((layer) => decides(layer.settings, path));
}

/** Whether settings of one layer decide the value at a path, unless a stronger layer does. */
export function decides(settings: SettingsLayer, path: readonly (string | number)[]): boolean {
  let node: unknown = settings;
  for (const [depth, key] of path.entries()) {
    if (Array.isArray(node)) return true;
    if (!isObject(node) || !Object.hasOwn(node, key)) return false;
    node = node[key];
    if (isWhole(path.slice(0, depth + 1))) return node !== undefined;
  }
  return node !== undefined;
}

/** @param hasWholes whether each entry replaces the one that is there @default entries are merged */
function mergeValues(base: unknown, layer: unknown, hasWholes = false): unknown {
  if (!isObject(layer)) return layer;
  const merged: Record<string, unknown> = isObject(base) ? { ...base } : {};
  for (const key of Object.keys(layer)) {
    const value = layer[key];
    if (value === null) delete merged[key];
    else if (value !== undefined) merged[key] = hasWholes ? value : mergeValues(merged[key], value);
  }
  return merged;
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
