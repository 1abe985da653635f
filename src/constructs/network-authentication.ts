import type { Construct } from 'constructs';

import type * as linkerd from '../../imports/linkerd';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `NetworkAuthentication`. */
export interface NetworkAuthenticationProps extends Identity {
  /** Networks such as `10.0.0.0/8`; at least one. */
  readonly networks: readonly string[];
}

/** Callers outside the mesh, known by nothing but the network that they come from. */
export class NetworkAuthentication extends Manifest<linkerd.NetworkAuthentication> {
  constructor(scope: Construct, id: string, props: NetworkAuthenticationProps) {
    super(scope, id, {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'NetworkAuthentication',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: { networks: props.networks.map((cidr) => ({ cidr })) },
    });
  }
}
