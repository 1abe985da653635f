import { App } from 'cdk8s';

import type { LoadedCatalog } from '../catalog/load';
import { EnvironmentBaseline } from '../charts/environment-baseline';
import type { KubernetesObject } from '../constructs/manifest';
import { placesOf } from '../model/place';

/** The bootstrap of an environment as plain objects: the files of `argocd/<environment>/bootstrap`. */
export interface Bootstrap {
  /** Every AppProject. */
  readonly projects: readonly KubernetesObject[];
  /** The AppProject of the Application that delivers the bootstrap: one of them. */
  readonly project: KubernetesObject;
  /** The Application that delivers the bootstrap: projects, root and itself. */
  readonly application: KubernetesObject;
}

/**
 * The bootstrap of an environment, for a program that begins it itself: with `project` and `application` Argo CD makes the rest.
 *
 * @param name of an environment of the catalog, not an alias
 */
export function bootstrapOf({ catalog, resolved }: LoadedCatalog, name: string): Bootstrap {
  const environment = catalog.environments.get(name);
  if (environment === undefined) throw new Error(`the catalog has no environment "${name}"`);
  const baseline = placesOf(catalog, resolved).baselineOf(name, environment);
  const chart = new EnvironmentBaseline(new App(), name, baseline);
  const projects = chart.projects.map((project) => project.toJson());
  const project = projects.find(({ metadata }) => metadata.name === baseline.bootstrap.project);
  if (project === undefined) throw new Error(`the bootstrap of "${name}" has no AppProject`);
  return { projects, project, application: chart.bootstrap.toJson() };
}
