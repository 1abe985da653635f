import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** A port of a `Service`. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  /** What is spoken on it. */
  readonly protocol: 'http' | 'grpc' | 'tcp' | 'udp';
  /** Name of the pods' port that it leads to. @default - its own name */
  readonly target?: string;
  /** Port of nodes; not for `ClusterIP`. @default - any that is free */
  readonly nodePort?: number;
}

/** Properties of a `Service`. */
export interface ServiceProps extends Identity {
  /** Labels by which the pods are found. */
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
  /** Who reaches it. @default ClusterIP */
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  /** Whether its name leads to each pod instead of to a common address. @default false */
  readonly isHeadless?: boolean;
  /**
   * Whether it leads to pods that are not ready, too: what the members of a StatefulSet need to find each other.
   *
   * @default - as `isHeadless`
   */
  readonly hasUnready?: boolean;
  /** Networks that a load balancer lets in. @default - every network */
  readonly sourceRanges?: readonly string[];
  /** Who makes the load balancer. @default - the cloud */
  readonly loadBalancerClass?: string;
  /** Which pods a node leads requests from outside to: all of them, or its own, which then see who calls. @default Cluster */
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  /** How long a client stays with its pod, in seconds. @default - it does not */
  readonly affinitySeconds?: number;
}

/** A name in the cluster under which pods are reached. */
export class Service extends Manifest<kubernetes.Service> {
  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadataOf(props, syncWave.workload),
      spec: {
        type: props.type ?? 'ClusterIP',
        ...(props.isHeadless === true ? { clusterIP: 'None' } : {}),
        ...((props.hasUnready ?? props.isHeadless) === true ? { publishNotReadyAddresses: true } : {}),
        ...(props.type === undefined || props.type === 'ClusterIP' ? {} : outsideOf(props)),
        ...affinityOf(props),
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
const appProtocol = {
  http: { appProtocol: 'http' },
  grpc: { appProtocol: 'kubernetes.io/h2c' },
  tcp: {},
  udp: {},
} as const;

function portOf({ name, port, protocol, target, nodePort }: ServicePort): kubernetes.ServicePort {
  return {
    name,
    port,
    targetPort: target ?? name,
    protocol: protocol === 'udp' ? 'UDP' : 'TCP',
    ...appProtocol[protocol],
    ...(nodePort === undefined ? {} : { nodePort }),
  };
}

/** How it is reached from outside the cluster. */
function outsideOf({
  type,
  externalTrafficPolicy = 'Cluster',
  ...props
}: ServiceProps): Partial<kubernetes.ServiceSpec> {
  const { sourceRanges = [], loadBalancerClass } = props;
  if (type !== 'LoadBalancer') return { externalTrafficPolicy };
  return {
    externalTrafficPolicy,
    ...(sourceRanges.length === 0 ? {} : { loadBalancerSourceRanges: sourceRanges }),
    ...(loadBalancerClass === undefined ? {} : { loadBalancerClass }),
  };
}

function affinityOf({ affinitySeconds }: ServiceProps): Partial<kubernetes.ServiceSpec> {
  if (affinitySeconds === undefined) return {};
  return { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: affinitySeconds } } };
}
