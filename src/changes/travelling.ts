import type { Environment } from '../model/environment';
import type { Overlay } from '../model/overlay';
import { SettingsLayer } from '../model/settings';
import { isWhole } from '../model/whole-entries';
import { entryOf, isPlainMapping, type NodePath, type Operation } from '../yaml/operation';
import { settle } from './settle';

/** Settings that are about a place, and not about what runs there: they travel only when they are named. */
const ofThePlace: readonly string[] = ['scale', 'exposure.hosts'];

/**
 * What makes the settings of one overlay those of another: what that one says and this one says otherwise, or not at all.
 * What only this one says stays.
 *
 * @param named settings such as `env.FEATURE`; undefined for all but those of a place, and but texts that are a name of the
 *   environment that they come from
 */
export function travellingSettings(
  from: { readonly name: string; readonly environment: Environment; readonly overlay: Overlay },
  to: Overlay | undefined,
  named: readonly string[] | undefined,
): readonly Operation[] {
  const names = new Set([from.name, ...from.environment.aliases]);
  const isMeant = (path: NodePath, value: unknown): boolean => {
    const key = path.join('.');
    if (named !== undefined) return isBelow(key, named);
    return !isBelow(key, ofThePlace) && !(typeof value === 'string' && names.has(value));
  };
  return Object.keys(SettingsLayer.shape).flatMap((key) =>
    [...parts([key], valueAt(from.overlay, [key]))].flatMap(([path, value]) =>
      isMeant(path, value) ? settle(path, valueAt(to, path), value) : [],
    ),
  );
}

/** Settings of an overlay that have this name, or are below it. */
export function hasSetting(overlay: Overlay, name: string): boolean {
  return Object.keys(SettingsLayer.shape).some((key) =>
    [...parts([key], valueAt(overlay, [key]))].some(([path]) => isBelow(path.join('.'), [name])),
  );
}

function isBelow(key: string, names: readonly string[]): boolean {
  return names.some((name) => key === name || key.startsWith(`${name}.`));
}

/** What travels as one: a list, a value, and what makes sense as a whole only. */
function* parts(path: NodePath, value: unknown): Iterable<readonly [NodePath, unknown]> {
  if (value === undefined) return;
  if (!isPlainMapping(value) || isWhole(path)) yield [path, value];
  else for (const [key, below] of Object.entries(value)) yield* parts([...path, key], below);
}

function valueAt(value: unknown, path: NodePath): unknown {
  return path.reduce<unknown>((node, key) => (isPlainMapping(node) ? entryOf(node, String(key)) : undefined), value);
}
