import type { Construct } from 'constructs';

import type * as linkerd from '../../imports/linkerd';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of an `AuthorizationPolicy`. */
export interface AuthorizationPolicyProps extends Identity {
  /** What it opens: a whole `Server`, or one of the routes that are attached to it. */
  readonly target: {
    readonly kind: 'Server' | 'HTTPRoute' | 'GRPCRoute';
    /** Name of the object, in the namespace of the policy. */
    readonly name: string;
  };
  /** How callers show who they are; who shows any other way needs a policy of its own, as all of one must be met. */
  readonly authentication: {
    readonly kind: 'MeshTLSAuthentication' | 'NetworkAuthentication';
    /** Name of the object, in the namespace of the policy. */
    readonly name: string;
  };
}

const groupOf = {
  Server: 'policy.linkerd.io',
  HTTPRoute: 'gateway.networking.k8s.io',
  GRPCRoute: 'gateway.networking.k8s.io',
} as const;

/** Lets callers in to a `Server` or to a route. Who is let in to a `Server` is let in to its routes. */
export class AuthorizationPolicy extends Manifest<linkerd.AuthorizationPolicy> {
  constructor(scope: Construct, id: string, props: AuthorizationPolicyProps) {
    const { kind, name } = props.authentication;
    super(scope, id, {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'AuthorizationPolicy',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: {
        targetRef: { group: groupOf[props.target.kind], kind: props.target.kind, name: props.target.name },
        requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind, name }],
      },
    });
  }
}
