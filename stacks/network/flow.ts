/** Some pods of the platform, or of somebody else. */
export interface Pods {
  readonly namespace: string;
  /** @default - every pod of the namespace */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Addresses outside the network of pods. */
export interface Networks {
  /** In CIDR form. */
  readonly networks: readonly string[];
}

/**
 * One end of a flow. `pods`: every pod of the cluster. `anywhere`: what has no stable address either: API server, nodes, the
 * internet. An API server cannot be named: some networks see its service, others the address behind it.
 */
export type End = Pods | Networks | 'pods' | 'anywhere';

/** Traffic that is allowed. Everything else is denied. */
export interface Flow {
  readonly from: End;
  readonly to: End;
  /** TCP ports of the pods that are reached; an empty list means every port. */
  readonly ports: readonly number[];
}
