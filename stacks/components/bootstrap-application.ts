import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import type { KubernetesObject } from '../../src/constructs/manifest';

/** Which environment begins to be delivered. */
export interface BootstrapApplicationArgs {
  /** The Application of the bootstrap of the environment, as the catalog renders it. */
  readonly application: KubernetesObject;
  /** Namespace of Argo CD. */
  readonly namespace: pulumi.Input<string>;
  /** Whether Pulumi refuses to delete it. */
  readonly isProtected: boolean;
}

/**
 * The Application that makes the projects of an environment, then its root: from here on Argo CD delivers what Git says. It also
 * keeps itself as Git says, so Pulumi makes it once and takes no notice of what becomes of it.
 */
export class BootstrapApplication extends pulumi.ComponentResource {
  constructor(
    name: string,
    { application, namespace, isProtected }: BootstrapApplicationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:delivery:BootstrapApplication', name, {}, opts);
    const { apiVersion, kind, metadata, ...rest } = application;
    new k8s.apiextensions.CustomResource(
      `${name}-application`,
      { apiVersion, kind, metadata: { ...metadata, namespace }, ...rest },
      { parent: this, protect: isProtected, ignoreChanges: [...ofArgoCd] },
    );
    this.registerOutputs();
  }
}

/** What Argo CD delivers of an object that Pulumi has made. */
export const ofArgoCd = ['spec', 'metadata.labels', 'metadata.annotations'] as const;
