import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** A port of a `Service`. */
export interface ServicePort {
  /** Its name, which also is the name of the pods' port that it leads to. */
  readonly name: string;
  readonly port: number;
  /** What is spoken on it. */
  readonly protocol: 'http' | 'grpc' | 'tcp';
}

/** Properties of a `Service`. */
export interface ServiceProps extends Identity {
  /** Labels by which the pods are found. */
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
  /**
   * Whether its name leads to each pod instead of to a common address, even to pods that are not ready:
   * what the members of a StatefulSet need to find each other.
   *
   * @default false
   */
  readonly isHeadless?: boolean;
}

/** A name in the cluster under which pods are reached. */
export class Service extends Manifest<kubernetes.Service> {
  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadataOf(props, syncWave.workload),
      spec: {
        type: 'ClusterIP',
        ...(props.isHeadless === true ? { clusterIP: 'None', publishNotReadyAddresses: true } : {}),
        selector: props.selector,
        // Without ports only a name for each pod is left; the API server takes no empty list.
        ...(props.ports.length === 0 ? {} : { ports: props.ports.map(portOf) }),
      },
    });
  }
}

/**
 * `http` is a service name of IANA, `kubernetes.io/h2c` is HTTP/2 without TLS, which is how gRPC is spoken behind a
 * gateway (Kubernetes, ServicePort.appProtocol; Gateway API, GEP-1911). No name means "any TCP", so none is given.
 */
const appProtocol = { http: { appProtocol: 'http' }, grpc: { appProtocol: 'kubernetes.io/h2c' }, tcp: {} } as const;

function portOf({ name, port, protocol }: ServicePort): kubernetes.ServicePort {
  return { name, port, targetPort: name, protocol: 'TCP', ...appProtocol[protocol] };
}
