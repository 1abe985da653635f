import type { Breach } from '../catalog';
import type { SettingPath } from '../explain';
import { didYouMean } from '../nearest';
import { mistakenNames } from '../names-in-text';
import { containersBeside, programsOf } from '../place-containers';
import type { Resolved } from '../resolve';
import { VariableValue } from '../variables';
import { nameOf, placeOf } from './place-of';

/** A text has no names that are nearly filled in; what is no text is from one place, and an amount is that of a container. */
export function* checkVariables(resolved: Resolved): Iterable<Breach> {
  const own = [
    resolved.service,
    ...(resolved.wants.names?.container === undefined ? [] : [resolved.wants.names.container]),
  ];
  const known = new Set([...own, ...containersBeside(resolved).map(({ name }) => name)]);
  const all: readonly { readonly path: SettingPath; readonly value: VariableValue | null }[] = [
    ...Object.entries(resolved.settings.env).map(([name, value]) => ({ path: ['env', name], value })),
    ...programsOf(resolved).flatMap(({ key, name, wants: { env = {} } }) =>
      Object.entries(env).map(([variable, value]) => ({ path: [key, name, 'env', variable], value })),
    ),
  ];
  for (const { path, value } of all) {
    if (value === null) continue;
    const name = String(path.at(-1));
    if (typeof value === 'string') {
      for (const { name: written, meant } of mistakenNames(value)) {
        yield {
          ...placeOf(resolved, path),
          message: `the variable ${name} of ${nameOf(resolved, path)} has "{${written}}", which is not filled in`,
          hint: `did you mean "{${meant}}"? Write "{{${written}}}" for the text itself`,
        };
      }
      continue;
    }
    // Two layers may each say half of one, as those of containers are merged.
    if (!VariableValue.safeParse(value).success) {
      const keys = Object.keys(value).map((key) => `"${key}"`);
      yield {
        ...placeOf(resolved, path),
        message: `the variable ${name} of ${nameOf(resolved, path)} is from several places at once: ${keys.join(', ')}`,
        hint: 'say it in one layer, or give the container another name in this one',
      };
      continue;
    }
    if (!('resource' in value) || value.container === undefined) continue;
    if (known.has(value.container)) continue;
    yield {
      ...placeOf(resolved, [...path, 'container']),
      message: `the variable ${name} of ${nameOf(resolved, path)} is an amount of the container "${value.container}", which is not there`,
      hint: didYouMean(value.container, known),
    };
  }
}
