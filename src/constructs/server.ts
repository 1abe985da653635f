import type { Construct } from 'constructs';

import type * as linkerd from '../../imports/linkerd';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `Server`. */
export interface ServerProps extends Identity {
  /** Labels of the pods. */
  readonly podSelector: Readonly<Record<string, string>>;
  /** Name or number of the pods' port. */
  readonly port: string | number;
  /** What is spoken on the port; anything but HTTP is passed on unread. */
  readonly protocol: 'http' | 'grpc' | 'tcp';
}

/** How Linkerd calls the protocols. Naming one spares each connection the wait for its first bytes. */
const proxyProtocol = { http: 'HTTP/1', grpc: 'gRPC', tcp: 'opaque' } as const;

/** A port of meshed pods that nobody may use unless an `AuthorizationPolicy` lets them in. */
export class Server extends Manifest<linkerd.Server> {
  constructor(scope: Construct, id: string, props: ServerProps) {
    super(scope, id, {
      apiVersion: 'policy.linkerd.io/v1beta3',
      kind: 'Server',
      metadata: metadataOf(props, syncWave.infrastructure),
      spec: {
        podSelector: { matchLabels: props.podSelector },
        port: props.port,
        proxyProtocol: proxyProtocol[props.protocol],
        accessPolicy: 'deny',
      },
    });
  }
}
