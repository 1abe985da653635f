/** Kubernetes labels or annotations. */
export type Strings = Readonly<Record<string, string>>;

/** Who may talk to a pod, or whom a pod may talk to. Ports are the pods' ports; none means every port. */
export interface Peer {
  /** Why this traffic is needed: becomes a name in messages and keeps rules in a stable order. */
  readonly reason: string;
  readonly namespace?: string;
  readonly pods?: Strings;
  readonly cidr?: string;
  readonly ports: readonly number[];
  /** @default TCP only */
  readonly protocols?: readonly ('TCP' | 'UDP')[];
}
