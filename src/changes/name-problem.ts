import { environmentNamed, type Catalog } from '../model/catalog';
import { didYouMean } from '../model/nearest';
import type { Problem } from '../model/problem';
import { requestProblem } from './request-problem';
import type { NamedThing } from './verb';

/** What is wrong with a name that should be one of the catalog; undefined when it is. */
export function nameProblem(
  catalog: Catalog,
  thing: NamedThing,
  name: string,
  path: Problem['path'],
): Problem | undefined {
  // Asked of the maps themselves: a list of thousands of services is for who has to be told what there is.
  if (thing === 'service' && catalog.services.has(name)) return undefined;
  if (thing === 'environment' && environmentNamed(catalog, name) !== undefined) return undefined;
  const names = namesOf(catalog, thing);
  if (names.includes(name)) return undefined;
  return requestProblem(path, `unknown ${thing} ${JSON.stringify(name)}`, didYouMean(name, names));
}

/** Names that a field may have, those by which people call an environment included. */
export function namesOf({ environments, platform, services }: Catalog, thing: NamedThing): readonly string[] {
  switch (thing) {
    case 'service':
      return [...services.keys()];
    case 'environment':
      return [...environments].flatMap(([name, { aliases }]) => [name, ...aliases]);
    case 'team':
      return Object.keys(platform.teams);
    case 'system':
      return Object.keys(platform.systems);
  }
}
