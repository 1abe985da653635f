import type { Construct } from 'constructs';

import type * as gateway from '../../imports/gateway-api';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { parentReference } from './route-parent';
import type { RouteParent } from './route-parent';

/** Properties of an `HttpsRedirect`. */
export interface HttpsRedirectProps extends Identity {
  /** The listener in the clear. */
  readonly parent: RouteParent;
  /** Hosts that it answers for. @default - every host of the parent */
  readonly hosts?: readonly string[];
}

/** Sends whoever comes in the clear to the same place over TLS, for good. */
export class HttpsRedirect extends Manifest<gateway.HTTPRoute> {
  constructor(scope: Construct, id: string, props: HttpsRedirectProps) {
    super(scope, id, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: metadataOf(props, syncWave.routing),
      spec: {
        parentRefs: [parentReference(props.parent)],
        ...(props.hosts === undefined || props.hosts.length === 0 ? {} : { hostnames: props.hosts }),
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            // The port is that of the scheme (Gateway API, `HTTPRequestRedirectFilter`).
            filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
          },
        ],
      },
    });
  }
}
