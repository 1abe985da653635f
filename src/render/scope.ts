import { environmentNamed } from '../model/catalog';
import type { Catalog } from '../model/catalog';
import { InputError } from '../model/problem';
import { unknownName } from '../model/unknown-name';
import { environmentOf, isBelow, placeInTree, treeFolders } from '../model/tree-layout';

/** How much of the tree a run is about. */
export interface Scope {
  /** Canonical name. */
  readonly environment: string | undefined;
  readonly service: string | undefined;
  readonly isEverything: boolean;
}

/** All of the tree. */
export const everything: Scope = { environment: undefined, service: undefined, isEverything: true };

/**
 * Finds what somebody asked for.
 *
 * @param environment name or alias
 * @throws InputError for a name that the catalog does not have
 */
export function findScope(catalog: Catalog, environment: string | undefined, service: string | undefined): Scope {
  const problems = [];
  const canonical = environment === undefined ? undefined : environmentNamed(catalog, environment);
  if (environment !== undefined && canonical === undefined) {
    problems.push(unknownName('--env', 'environment', environment, catalog.environments.keys()));
  }
  if (service !== undefined && !catalog.services.has(service)) {
    problems.push(unknownName('--service', 'service', service, catalog.services.keys()));
  }
  if (problems.length > 0) throw new InputError(problems);
  return { environment: canonical, service, isEverything: environment === undefined && service === undefined };
}

/** Whether a file is about what the scope names: what an environment holds for all services is about none of them. */
export function isAbout(path: string, { environment, service }: Scope): boolean {
  if (environment !== undefined && environmentOf(path) !== environment) return false;
  if (service === undefined || isBelow(path, treeFolders.service(service))) return true;
  const place = placeInTree(path);
  return place?.kind === 'application' && place.entry === service;
}
