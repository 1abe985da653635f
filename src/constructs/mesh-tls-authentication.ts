import type { Construct } from 'constructs';

import type * as linkerd from '../../imports/linkerd';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `MeshTlsAuthentication`. */
export interface MeshTlsAuthenticationProps extends Identity {
  /** ServiceAccounts of the callers; at least one. */
  readonly serviceAccounts: readonly { readonly name: string; readonly namespace: string }[];
}

/** Callers that the mesh knows by the certificate of their ServiceAccount. */
export class MeshTlsAuthentication extends Manifest<linkerd.MeshTLSAuthentication> {
  constructor(scope: Construct, id: string, props: MeshTlsAuthenticationProps) {
    super(scope, id, {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'MeshTLSAuthentication',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: {
        identityRefs: props.serviceAccounts.map(({ name, namespace }) => ({ kind: 'ServiceAccount', name, namespace })),
      },
    });
  }
}
