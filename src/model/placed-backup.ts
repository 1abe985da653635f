import type { Peer, Strings } from './peer';
import type { Service } from './service';

/** A CronJob that backs the data of a service up, complete. */
export interface PlacedBackup extends NonNullable<Service['backup']> {
  readonly name: string;
  /** Labels of its objects and pods: not the selector of the service, whose Service would send them requests. */
  readonly labels: Strings;
  /** Labels by which a policy finds its pods. */
  readonly selector: Strings;
  readonly network: { readonly ingress: readonly Peer[]; readonly egress: readonly Peer[] };
}
