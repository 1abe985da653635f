import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import type { Platform } from '../../src/model/platform';
import { ownApplication, ownProject, withOutputs } from '../own-add-ons';
import type { OutputOf } from '../outputs';
import type { OwnAddOn as OwnAddOnSettings } from '../settings/own-add-ons';

/** An add-on that is a folder of the GitOps repository. */
export interface OwnAddOnArgs {
  readonly settings: OwnAddOnSettings;
  readonly platform: Platform;
  /** Namespace of Argo CD. */
  readonly namespace: pulumi.Input<string>;
  readonly outputOf: OutputOf;
}

/**
 * An add-on of one's own: a project that may do little, and an Application of a folder of the GitOps repository, with values that
 * only another Pulumi stack knows.
 */
export class OwnAddOn extends pulumi.ComponentResource {
  constructor(
    name: string,
    { settings, platform, namespace, outputOf }: OwnAddOnArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:add-ons:OwnAddOn', `add-on-${name}`, {}, opts);
    const { kind, ...project } = ownProject(name, settings, platform);
    const made = new k8s.apiextensions.CustomResource(
      `add-on-${name}-project`,
      { ...project, kind, metadata: { ...project.metadata, namespace } },
      { parent: this },
    );
    const paths = Object.keys(settings.outputs);
    const hasValues = paths.length > 0 || Object.keys(settings.values).length > 0;
    const found = pulumi.all(Object.values(settings.outputs).map((output) => outputOf(output)));
    const application = ownApplication(name, settings, platform, hasValues ? {} : undefined);
    new k8s.apiextensions.CustomResource(
      `add-on-${name}-application`,
      {
        apiVersion: application.apiVersion,
        kind: application.kind,
        metadata: { ...application.metadata, namespace },
        spec: found.apply((values) => {
          const all = withOutputs(settings.values, new Map(paths.map((path, index) => [path, values[index]])));
          return ownApplication(name, settings, platform, hasValues ? all : undefined).spec;
        }),
      },
      { parent: this, dependsOn: made },
    );
    this.registerOutputs();
  }
}
