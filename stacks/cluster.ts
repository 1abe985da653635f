import * as pulumi from '@pulumi/pulumi';

import type { LoadedCatalog } from '../src/catalog/load';
import { bootstrapOf } from '../src/render/bootstrap';
import { AppProjects } from './components/app-projects';
import { ArgoCd } from './components/argo-cd';
import { Namespaces } from './components/namespaces';
import { RootApplication } from './components/root-application';
import type { StackSettings } from './settings';

/** What a cluster is made of. */
export interface ClusterArgs {
  readonly settings: StackSettings;
  readonly catalog: LoadedCatalog;
  /** Environments of the catalog that the cluster serves. */
  readonly environments: readonly string[];
}

/** Everything that the rendered tree needs on a cluster, in the order in which it can be installed. */
export class Cluster extends pulumi.ComponentResource {
  constructor(name: string, { settings, catalog, environments }: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super('platform:cluster:Cluster', name, {}, opts);
    const { platform } = catalog.catalog;
    const charts = { folder: settings.charts, versions: settings.versions };
    const parent = { parent: this };

    const namespaces = new Namespaces('namespaces', { namespaces: [{ name: platform.argocd.namespace }] }, parent);
    const argocdNamespace = namespaces.nameOf(platform.argocd.namespace);
    const argocd = new ArgoCd('argocd', { namespace: argocdNamespace, charts }, parent);

    const bootstraps = environments.map((environment) => ({ environment, ...bootstrapOf(catalog, environment) }));
    const projects = new AppProjects(
      'projects',
      { projects: bootstraps.flatMap((bootstrap) => bootstrap.projects), namespace: argocdNamespace },
      { ...parent, dependsOn: argocd },
    );
    for (const { environment, root } of bootstraps) {
      new RootApplication(
        `root-${environment}`,
        {
          application: root,
          namespace: argocdNamespace,
          isProtected: catalog.catalog.environments.get(environment)?.sync.mode === 'manual',
        },
        { ...parent, dependsOn: projects },
      );
    }
    this.registerOutputs();
  }
}
