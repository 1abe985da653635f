import type { Construct } from 'constructs';

import type * as gateway from '../../imports/gateway-api';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { backendReference, parentReference } from './route-parent';
import type { RouteBackend, RouteParent } from './route-parent';

/** Properties of a `GrpcRoute`. */
export interface GrpcRouteProps extends Identity {
  /** Whose traffic it takes. */
  readonly parent: RouteParent;
  /** Hosts that it answers for; a mesh ignores them. @default - every host of the parent */
  readonly hosts?: readonly string[];
  /** gRPC service that it takes, such as `user.UserService`. @default - every gRPC service */
  readonly grpcService?: string;
  /** Where it leads to. */
  readonly backend: RouteBackend;
}

/** Leads gRPC calls to a Service. */
export class GrpcRoute extends Manifest<gateway.GRPCRoute> {
  constructor(scope: Construct, id: string, props: GrpcRouteProps) {
    super(scope, id, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata: metadataOf(props, syncWave.routing),
      spec: {
        parentRefs: [parentReference(props.parent)],
        ...(props.hosts === undefined ? {} : { hostnames: props.hosts }),
        rules: [{ ...matchesOf(props), backendRefs: [backendReference(props.backend)] }],
      },
    });
  }
}

function matchesOf(props: GrpcRouteProps): Pick<gateway.GRPCRouteRule, 'matches'> {
  if (props.grpcService === undefined) return {};
  return { matches: [{ method: { type: 'Exact', service: props.grpcService } }] };
}
