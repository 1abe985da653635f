import type { Construct } from 'constructs';

import type * as gateway from '../../imports/gateway-api';
import { headerFilter } from './http-route';
import type { HeaderChange } from './http-route';
import { metadataOf } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { backendReferences, parentReference, waveOfRoute } from './route-parent';
import type { RouteBackend, RouteParent } from './route-parent';

/** Properties of a `GrpcRoute`. */
export interface GrpcRouteProps extends Identity {
  /** Whose traffic it takes. */
  readonly parent: RouteParent;
  /** Hosts that it answers for; a mesh ignores them. @default - every host of the parent */
  readonly hosts?: readonly string[];
  /** gRPC service that it takes, such as `user.UserService`. @default - every gRPC service */
  readonly grpcService?: string;
  /** Headers of requests before the backend sees them. @default - as they are */
  readonly requestHeaders?: HeaderChange;
  /** Headers of answers. @default - as they are */
  readonly responseHeaders?: HeaderChange;
  /** Where it leads to. @default - nowhere else than to the pods of a `Server` */
  readonly backend?: RouteBackend;
}

/** Leads gRPC calls to a Service. */
export class GrpcRoute extends Manifest<gateway.GRPCRoute> {
  constructor(scope: Construct, id: string, props: GrpcRouteProps) {
    super(scope, id, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata: metadataOf(props, waveOfRoute(props.parent)),
      spec: {
        parentRefs: [parentReference(props.parent)],
        ...(props.hosts === undefined || props.hosts.length === 0 ? {} : { hostnames: props.hosts }),
        rules: [
          {
            ...matchesOf(props),
            ...filtersOf(props),
            ...(props.backend === undefined ? {} : { backendRefs: backendReferences(props.backend) }),
          },
        ],
      },
    });
  }
}

function filtersOf({ requestHeaders, responseHeaders }: GrpcRouteProps): Pick<gateway.GRPCRouteRule, 'filters'> {
  const [request, response] = [headerFilter(requestHeaders), headerFilter(responseHeaders)];
  const filters: readonly gateway.GRPCRouteFilter[] = [
    ...(request === undefined ? [] : [{ type: 'RequestHeaderModifier', requestHeaderModifier: request } as const]),
    ...(response === undefined ? [] : [{ type: 'ResponseHeaderModifier', responseHeaderModifier: response } as const]),
  ];
  return filters.length === 0 ? {} : { filters };
}

function matchesOf(props: GrpcRouteProps): Pick<gateway.GRPCRouteRule, 'matches'> {
  if (props.grpcService === undefined) return {};
  return { matches: [{ method: { type: 'Exact', service: props.grpcService } }] };
}
