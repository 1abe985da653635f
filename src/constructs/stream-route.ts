import type { Construct } from 'constructs';

import type * as gateway from '../../imports/gateway-api';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { backendReferences, parentReference } from './route-parent';
import type { RouteBackend, RouteParent } from './route-parent';

/** Properties of a `StreamRoute`. */
export interface StreamRouteProps extends Identity {
  /** Listener whose connections it takes. */
  readonly parent: RouteParent;
  /** Where it leads to. */
  readonly backend: RouteBackend;
  /** What is sent: connections of TCP, packets of UDP, or TLS for these hosts, which nobody on the way reads. */
  readonly of: 'tcp' | 'udp' | { readonly hosts: readonly string[] };
}

/** Leads what is no HTTP to a Service. A listener of TCP or UDP has one such route: nothing in it says whom it is for. */
export class StreamRoute extends Manifest<gateway.TCPRoute | gateway.TLSRoute | gateway.UDPRoute> {
  constructor(scope: Construct, id: string, props: StreamRouteProps) {
    const apiVersion = 'gateway.networking.k8s.io/v1';
    const metadata = metadataOf(props, syncWave.routing);
    const spec = {
      parentRefs: [parentReference(props.parent)],
      rules: [{ backendRefs: backendReferences(props.backend) }],
    };
    const { of } = props;
    if (of === 'tcp') super(scope, id, { apiVersion, kind: 'TCPRoute', metadata, spec });
    else if (of === 'udp') super(scope, id, { apiVersion, kind: 'UDPRoute', metadata, spec });
    else super(scope, id, { apiVersion, kind: 'TLSRoute', metadata, spec: { ...spec, hostnames: of.hosts } });
  }
}
