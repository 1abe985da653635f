import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import type { KubernetesObject } from '../../src/constructs/manifest';
import { ofArgoCd } from './bootstrap-application';

/** Which projects there are. */
export interface AppProjectsArgs {
  /** The project of the bootstrap of each environment of this cluster, as the catalog renders it. */
  readonly projects: readonly KubernetesObject[];
  /** Namespace of Argo CD. */
  readonly namespace: pulumi.Input<string>;
  /** Whether Argo CD was there before: then Applications of other people may be in its project `default`. */
  readonly isAdopted: boolean;
}

/**
 * The AppProjects without which Argo CD cannot begin; all others it makes itself, and it keeps these as Git says. The project
 * `default` may do nothing, if it is nobody else's.
 */
export class AppProjects extends pulumi.ComponentResource {
  constructor(
    name: string,
    { projects, namespace, isAdopted }: AppProjectsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:delivery:AppProjects', name, {}, opts);
    for (const { apiVersion, kind, metadata, ...rest } of projects) {
      new k8s.apiextensions.CustomResource(
        `${name}-${metadata.name}`,
        { apiVersion, kind, metadata: { ...metadata, namespace }, ...rest },
        { parent: this, ignoreChanges: [...ofArgoCd] },
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
