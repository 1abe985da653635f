import type { Construct } from 'constructs';

import type * as linkerd from '../../imports/linkerd';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of an `AuthorizationPolicy`. */
export interface AuthorizationPolicyProps extends Identity {
  /** Name of the `Server` that it opens. */
  readonly server: string;
  /** How callers show who they are; who shows any other way needs a policy of its own, as all of one must be met. */
  readonly authentication: {
    readonly kind: 'MeshTLSAuthentication' | 'NetworkAuthentication';
    /** Name of the object, in the namespace of the policy. */
    readonly name: string;
  };
}

/** Lets callers in to a `Server`. */
export class AuthorizationPolicy extends Manifest<linkerd.AuthorizationPolicy> {
  constructor(scope: Construct, id: string, props: AuthorizationPolicyProps) {
    const { kind, name } = props.authentication;
    super(scope, id, {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'AuthorizationPolicy',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: {
        targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: props.server },
        requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind, name }],
      },
    });
  }
}
