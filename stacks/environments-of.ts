import type { Catalog } from '../src/model/catalog';
import { didYouMean } from '../src/model/nearest';
import { InputError } from '../src/model/problem';
import { settingsFile } from './read-settings';
import type { StackSettings } from './settings';

/**
 * The environments that a cluster serves.
 *
 * @param stack the environment of this name, unless the settings say otherwise
 * @throws InputError naming every environment that the catalog does not have
 */
export function environmentsOf({ environments }: StackSettings, catalog: Catalog, stack: string): readonly string[] {
  const wanted = environments ?? [stack];
  const known = [...catalog.environments.keys()];
  const unknown = wanted.filter((name) => !catalog.environments.has(name));
  if (unknown.length === 0) return wanted;
  throw new InputError(
    unknown.map((name) => ({
      file: settingsFile(stack),
      path: [],
      message: `slipway:environments: the catalog has no environment "${name}"`,
      hint: didYouMean(name, known),
    })),
  );
}
