import { App } from 'cdk8s';

import type { LoadedCatalog } from '../catalog/load';
import { EnvironmentBaseline } from '../charts/environment-baseline';
import type { ManifestObject } from '../constructs/manifest';
import { placesOf } from '../model/place';

/** What somebody applies once for an environment, as plain objects: the files of `argocd/<environment>/bootstrap`. */
export interface Bootstrap {
  readonly projects: readonly ManifestObject[];
  /** The Application of Applications. */
  readonly root: ManifestObject;
}

/**
 * The AppProjects and the root Application of an environment, for a program that applies them itself.
 *
 * @param name of an environment of the catalog, not an alias
 */
export function bootstrapOf({ catalog, resolved }: LoadedCatalog, name: string): Bootstrap {
  const environment = catalog.environments.get(name);
  if (environment === undefined) throw new Error(`the catalog has no environment "${name}"`);
  const baseline = placesOf(catalog, resolved).baselineOf(name, environment);
  const { projects, root } = new EnvironmentBaseline(new App(), name, baseline);
  return { projects: projects.map((project) => project.toJson()), root: root.toJson() };
}
