import type { Strings } from './peer';
import type { ServicePort } from './service';

/** A Service that leads to pods of a placement, complete. */
export interface PlacedService {
  readonly name: string;
  /** Labels by which it finds the pods. */
  readonly selector: Strings;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly isHeadless: boolean;
  /** Whether it leads to pods that are not ready, too. */
  readonly hasUnready: boolean;
  /** Networks that its load balancer lets in; none means every network. */
  readonly sourceRanges: readonly string[];
  /** @default - the load balancer of the cloud */
  readonly loadBalancerClass?: string;
  readonly externalTrafficPolicy: 'Cluster' | 'Local';
  /** How long a client stays with its pod. @default - it does not */
  readonly affinitySeconds?: number;
  readonly ports: readonly PlacedServicePort[];
  /** Labels and annotations of its own. */
  readonly labels: Strings;
  readonly annotations: Strings;
}

/** A port of a Service. */
export interface PlacedServicePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: ServicePort['protocol'];
  /** Name of the port of the pods. */
  readonly target: string;
  /** @default - any that is free */
  readonly nodePort?: number;
}
