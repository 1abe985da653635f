import { inOrderOfNames, type Catalog } from '../model/catalog';
import { gatesOf } from '../model/gates-of';

/** Environments in which a release must have been before, as the gates of an environment say. */
export function environmentsBefore(catalog: Catalog, environment: string): readonly string[] {
  const before = gatesOf(catalog, environment).after ?? [];
  return before.filter((name) => name !== environment && catalog.environments.has(name));
}

/** Environments that come after no other: where a release runs first. None that ends. */
export function firstEnvironments(catalog: Catalog): readonly string[] {
  return inOrderOfNames(catalog.environments)
    .filter(([name, { retired }]) => !retired && environmentsBefore(catalog, name).length === 0)
    .map(([name]) => name);
}
