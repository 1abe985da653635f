import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import type { ManifestObject } from '../../src/constructs/manifest';

/** Which environment begins to be delivered. */
export interface RootApplicationArgs {
  /** The root Application of the environment, as the catalog renders it. */
  readonly application: ManifestObject;
  /** Namespace of Argo CD. */
  readonly namespace: pulumi.Input<string>;
  /** Whether Pulumi refuses to delete it. */
  readonly isProtected: boolean;
}

/** The Application of Applications of an environment: from here on Argo CD delivers what Git says. */
export class RootApplication extends pulumi.ComponentResource {
  constructor(
    name: string,
    { application, namespace, isProtected }: RootApplicationArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:delivery:RootApplication', name, {}, opts);
    const { apiVersion, kind, metadata, ...rest } = application;
    new k8s.apiextensions.CustomResource(
      `${name}-application`,
      { apiVersion, kind, metadata: { ...metadata, namespace }, ...rest },
      { parent: this, protect: isProtected },
    );
    this.registerOutputs();
  }
}
