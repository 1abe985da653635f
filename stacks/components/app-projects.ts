import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import type { ManifestObject } from '../../src/constructs/manifest';

/** Which projects there are. */
export interface AppProjectsArgs {
  /** The projects of the environments of this cluster, as the catalog renders them; each environment has those that it shares. */
  readonly projects: readonly ManifestObject[];
  /** Namespace of Argo CD. */
  readonly namespace: pulumi.Input<string>;
  /** Whether Argo CD was there before: then Applications of other people may be in its project `default`. */
  readonly isAdopted: boolean;
}

/** What Applications may do: the AppProjects of the catalog. The project `default` may do nothing, if it is nobody else's. */
export class AppProjects extends pulumi.ComponentResource {
  constructor(
    name: string,
    { projects, namespace, isAdopted }: AppProjectsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:delivery:AppProjects', name, {}, opts);
    // Whoever shares a project has the same object.
    const byName = new Map(projects.map((project) => [project.metadata.name, project]));
    for (const { apiVersion, kind, metadata, ...rest } of byName.values()) {
      new k8s.apiextensions.CustomResource(
        `${name}-${metadata.name}`,
        { apiVersion, kind, metadata: { ...metadata, namespace }, ...rest },
        { parent: this },
      );
    }
    if (!isAdopted) this.emptyDefault(`${name}-default`, namespace);
    this.registerOutputs();
  }
  // Argo CD makes this project by itself, and lets it do everything. Only a forced patch works whether or not it is there
  // already, and only one that is left in place can be removed together with Argo CD.
  private emptyDefault(name: string, namespace: pulumi.Input<string>): void {
    new k8s.apiextensions.CustomResourcePatch(
      name,
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AppProject',
        metadata: { name: 'default', namespace, annotations: { 'pulumi.com/patchForce': 'true' } },
        spec: { sourceRepos: [], destinations: [], clusterResourceWhitelist: [] },
      },
      { parent: this, retainOnDelete: true },
    );
  }
}
