import type * as pulumi from '@pulumi/pulumi';

import type { ChartSource } from './charts';
import { ExternalSecrets } from './components/external-secrets';
import { GatewayApi } from './components/gateway-api';
import { Linkerd, linkerdIssuer } from './components/linkerd';
import type { Namespaces } from './components/namespaces';
import { placeSecret } from './place-secret';
import { namespaceNames } from './platform-namespaces';
import { clusterStores } from './served-environments';
import type { ServedEnvironment } from './served-environments';
import type { StackSettings } from './settings';

/** What others need before they can be installed; each part is there or not. */
export interface Foundations {
  readonly gatewayApi: readonly GatewayApi[];
  readonly externalSecrets: readonly ExternalSecrets[];
  readonly linkerd: readonly Linkerd[];
}

/**
 * Kinds that the tree has, the store that secrets come from, and the mesh.
 *
 * @param served environments of the cluster; the store of the first one has what belongs to the cluster
 */
export function addFoundations(
  { install, secretStore, linkerd }: Pick<StackSettings, 'install' | 'secretStore' | 'linkerd'>,
  namespaces: Namespaces,
  charts: ChartSource,
  served: readonly ServedEnvironment[],
  opts: pulumi.ComponentResourceOptions,
): Foundations {
  const [first] = served;
  const inNamespaces = { ...opts, dependsOn: namespaces };
  const gatewayApi = install.gatewayApi
    ? [new GatewayApi('gateway-api', { namespace: namespaces.nameOf(namespaceNames.gatewayApi), charts }, inNamespaces)]
    : [];
  const externalSecrets =
    secretStore !== undefined && install.externalSecrets
      ? [
          new ExternalSecrets(
            'external-secrets',
            {
              namespace: namespaces.nameOf(namespaceNames.externalSecrets),
              charts,
              store: secretStore,
              storeNames: clusterStores(served),
            },
            inNamespaces,
          ),
        ]
      : [];
  const mesh =
    linkerd !== undefined && install.linkerd && first !== undefined
      ? [
          new Linkerd(
            'linkerd',
            {
              settings: linkerd,
              namespace: namespaces.nameOf(namespaceNames.linkerd),
              cniNamespace: namespaces.nameOf(namespaceNames.linkerdCni),
              charts,
              issuer: placeSecret(linkerd.issuer, first, linkerdIssuer),
            },
            { ...opts, dependsOn: [namespaces, ...externalSecrets, ...gatewayApi] },
          ),
        ]
      : [];
  return { gatewayApi, externalSecrets, linkerd: mesh };
}
