/** What a portal shows of a service in an environment. What is not known is left out, and stays as it was. */
export interface PlacementStatus {
  readonly service: string;
  readonly environment: string;
  readonly version?: string | undefined;
  /** Health, in the words of Argo CD. */
  readonly status?: string | undefined;
  readonly syncStatus?: string | undefined;
  readonly replicas?: number | undefined;
  readonly readyReplicas?: number | undefined;
  /** Cores and MiB of all replicas together. */
  readonly cpuRequested?: number | undefined;
  readonly memoryRequested?: number | undefined;
  readonly cpuLimit?: number | undefined;
  readonly memoryLimit?: number | undefined;
  readonly autoSync?: boolean | undefined;
  readonly promotedFrom?: string | undefined;
  readonly changeTicket?: string | undefined;
  /** When the commit was made that the release was built of: RFC 3339, in UTC, whole seconds. */
  readonly sourceCommittedAt?: string | undefined;
  /** RFC 3339. */
  readonly deployedAt?: string | undefined;
}

/** What a portal shows of a service. */
export interface ServiceStatus {
  readonly service: string;
  readonly team?: string | undefined;
  readonly language?: string | undefined;
  readonly framework?: string | undefined;
  readonly port?: number | undefined;
  readonly status?: 'active' | 'retired' | undefined;
  /** URL of the repository of its catalog. */
  readonly repository?: string | undefined;
  /** RFC 3339. */
  readonly createdAt?: string | undefined;
}

/** How a run of a portal ends, and what people read there. */
export interface RunEnd {
  readonly isSuccess: boolean;
  /** A word or two: `Committed`. */
  readonly label: string;
  /** One or more sentences. */
  readonly summary: string;
  /** Where to look. @default - nowhere */
  readonly link?: string | undefined;
}
