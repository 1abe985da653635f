import type { Construct } from 'constructs';

import type * as gateway from '../../imports/gateway-api';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { backendReference, parentReference } from './route-parent';
import type { RouteBackend, RouteParent } from './route-parent';

/** An HTTP method that a route can match. */
export type HttpMethod = NonNullable<gateway.HTTPRouteMatch['method']>;

/** Properties of an `HttpRoute`. */
export interface HttpRouteProps extends Identity {
  /** Whose traffic it takes. */
  readonly parent: RouteParent;
  /** Hosts that it answers for; a mesh ignores them. @default - every host of the parent */
  readonly hosts?: readonly string[];
  /** Beginning of the paths that it takes. @default '/' */
  readonly path?: string;
  /** Methods that it takes. @default - every method */
  readonly methods?: readonly HttpMethod[];
  /** Where it leads to. */
  readonly backend: RouteBackend;
}

/** Leads HTTP requests to a Service. */
export class HttpRoute extends Manifest<gateway.HTTPRoute> {
  constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: metadataOf(props, syncWave.routing),
      spec: {
        parentRefs: [parentReference(props.parent)],
        ...(props.hosts === undefined ? {} : { hostnames: props.hosts }),
        rules: [{ matches: matchesOf(props), backendRefs: [backendReference(props.backend)] }],
      },
    });
  }
}

function matchesOf(props: HttpRouteProps): readonly gateway.HTTPRouteMatch[] {
  const path = { type: 'PathPrefix', value: props.path ?? '/' } as const;
  return props.methods === undefined ? [{ path }] : props.methods.map((method) => ({ path, method }));
}
