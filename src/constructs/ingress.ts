import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import type { RouteBackend } from './route-parent';

/** Properties of an `Ingress`. */
export interface IngressProps extends Identity {
  /** Class of the controller that serves it. */
  readonly className: string;
  /** Hosts that it answers for. */
  readonly hosts: readonly string[];
  /** Beginning of the paths that it takes. @default '/' */
  readonly path?: string;
  /** Where it leads to. */
  readonly backend: RouteBackend;
  /** Secret with the certificate of the hosts. @default - the certificate of the controller */
  readonly tlsSecret?: string;
}

/** Leads HTTPS requests from outside to a Service, by the older API. Prefer an `HttpRoute` where there is a Gateway. */
export class Ingress extends Manifest<kubernetes.Ingress> {
  constructor(scope: Construct, id: string, props: IngressProps) {
    const paths = [
      {
        path: props.path ?? '/',
        pathType: 'Prefix',
        backend: { service: { name: props.backend.service, port: { number: props.backend.port } } },
      },
    ] as const;
    super(scope, id, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: metadataOf(props, syncWave.routing),
      spec: {
        ingressClassName: props.className,
        rules: props.hosts.map((host) => ({ host, http: { paths } })),
        // Always there: without it a controller would serve the hosts in the clear.
        tls: [{ hosts: props.hosts, ...(props.tlsSecret === undefined ? {} : { secretName: props.tlsSecret }) }],
      },
    });
  }
}
