import * as pulumi from '@pulumi/pulumi';

import type { Environment } from '../../src/model/environment';
import { ChartRelease } from '../charts';
import type { ChartSource } from '../charts';
import { SecretFromStore } from '../secret-from-store';
import type { LinkerdSettings } from '../settings/linkerd';
import { linkerd2CniValues, linkerdControlPlaneValues, linkerdCrdsValues } from '../values/linkerd';

/** How the mesh is installed. */
export interface LinkerdArgs {
  readonly settings: LinkerdSettings;
  readonly namespace: pulumi.Input<string>;
  /** Namespace of the plugin of nodes. */
  readonly cniNamespace: pulumi.Input<string>;
  readonly charts: ChartSource;
  /** Where the issuer's certificate and key are; undefined when somebody else keeps the Secret. */
  readonly issuer: { readonly store: Environment['secretStore']; readonly remoteKey: string } | undefined;
}

/** Secret with the certificate and the key that sign those of pods; the chart knows it by this name. */
export const linkerdIssuer = 'linkerd-identity-issuer';

/** Linkerd: its kinds, its plugin of nodes, then its control plane, with certificates that the caller brings. */
export class Linkerd extends pulumi.ComponentResource {
  constructor(
    name: string,
    { settings, namespace, cniNamespace, charts, issuer }: LinkerdArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:network:Linkerd', name, {}, opts);
    const crds = new ChartRelease(
      `${name}-crds`,
      { chart: 'linkerd-crds', source: charts, namespace, values: linkerdCrdsValues() },
      // Removing the kinds would delete every policy of every meshed service.
      { parent: this, retainOnDelete: true },
    );
    const { network } = settings;
    // Its own pods are meshed, too: they would wait for the plugin.
    const plugin =
      network.kind === 'cni'
        ? [
            new ChartRelease(
              `${name}-cni`,
              {
                chart: 'linkerd2-cni',
                source: charts,
                namespace: cniNamespace,
                values: linkerd2CniValues(network, settings.size),
              },
              { parent: this },
            ),
          ]
        : [];
    const secret = issuer === undefined ? [] : [this.addIssuer(`${name}-issuer`, namespace, issuer)];
    const before = [crds, ...plugin, ...secret];
    new ChartRelease(
      `${name}-control-plane`,
      {
        chart: 'linkerd-control-plane',
        source: charts,
        namespace,
        values: linkerdControlPlaneValues(settings),
      },
      { parent: this, dependsOn: before },
    );
    this.registerOutputs();
  }

  private addIssuer(
    name: string,
    namespace: pulumi.Input<string>,
    place: { readonly store: Environment['secretStore']; readonly remoteKey: string },
  ): pulumi.Resource {
    return new SecretFromStore(
      name,
      { secret: linkerdIssuer, namespace, ...place, keys: ['tls.crt', 'tls.key', 'ca.crt'] },
      { parent: this },
    );
  }
}
