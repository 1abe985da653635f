import { readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { dirname, join } from 'node:path';

import { environmentNamed } from '../model/catalog';
import type { Catalog } from '../model/catalog';
import { didYouMean } from '../model/nearest';
import { InputError } from '../model/problem';
import { renderedFolders, treeFolders } from '../model/tree-layout';

/** What a run renders. */
export interface Wanted {
  /** Canonical name. */
  readonly environment: string | undefined;
  readonly service: string | undefined;
  readonly isEverything: boolean;
}

/**
 * Finds what somebody asked for.
 *
 * @param environment name or alias
 * @throws InputError for a name that the catalog does not have
 */
export function findWanted(catalog: Catalog, environment: string | undefined, service: string | undefined): Wanted {
  const problems = [];
  const canonical = environment === undefined ? undefined : environmentNamed(catalog, environment);
  if (environment !== undefined && canonical === undefined) {
    problems.push({
      file: '--env',
      path: [],
      message: `unknown environment "${environment}"`,
      hint: didYouMean(environment, catalog.environments.keys()),
    });
  }
  if (service !== undefined && !catalog.services.has(service)) {
    problems.push({
      file: '--service',
      path: [],
      message: `unknown service "${service}"`,
      hint: didYouMean(service, catalog.services.keys()),
    });
  }
  if (problems.length > 0) throw new InputError(problems);
  return { environment: canonical, service, isEverything: environment === undefined && service === undefined };
}

/** Folders that this run states completely. */
export function managedFolders(out: string, catalog: Catalog, wanted: Wanted): readonly string[] {
  if (wanted.isEverything) return renderedFolders;
  const all = (folder: string, known: Iterable<string>): readonly string[] => [
    ...new Set([...foldersIn(out, folder), ...known]),
  ];
  const environments =
    wanted.environment === undefined ? all('argocd', catalog.environments.keys()) : [wanted.environment];
  const services = wanted.service === undefined ? all('services', catalog.services.keys()) : [wanted.service];
  return [
    ...services.map((service) =>
      wanted.environment === undefined
        ? treeFolders.service(service)
        : treeFolders.overlay(service, wanted.environment),
    ),
    ...environments.map((environment) => treeFolders.environment(environment)),
  ];
}

/**
 * Files of Applications that a run for one service leaves as they are: those of other services, which lie in the same
 * folders. Also those of services that are gone: to remove an Application removes what it runs.
 */
export function applicationsOfOthers(out: string, catalog: Catalog, wanted: Wanted): readonly string[] {
  if (wanted.service === undefined) return [];
  const names = [wanted.service, 'baseline', ...Object.keys(catalog.platform.systems)];
  const stated = new Set(names.map((name) => `${name}.yaml`));
  const environments = wanted.environment === undefined ? foldersIn(out, 'argocd') : [wanted.environment];
  return environments.flatMap((environment) => {
    const systems = foldersIn(out, dirname(treeFolders.system(environment, '*')));
    const folders = [
      treeFolders.apps(environment),
      ...systems.map((system) => treeFolders.system(environment, system)),
    ];
    return folders.flatMap((folder) =>
      entriesIn(out, folder)
        .filter((entry) => entry.isFile() && !stated.has(entry.name))
        .map((entry) => `${folder}/${entry.name}`),
    );
  });
}

function foldersIn(out: string, folder: string): readonly string[] {
  return entriesIn(out, folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function entriesIn(out: string, folder: string): readonly Dirent[] {
  try {
    return readdirSync(join(out, folder), { withFileTypes: true });
  } catch {
    return [];
  }
}
