import type { Peer, Strings } from './peer';
import type { PlacedContainer } from './placed-container';

/** The jobs of a placement. */
export interface PlacedJobs {
  /** Labels by which a policy finds their pods; those of the service where it has no other pods. */
  readonly selector: Strings;
  readonly all: readonly PlacedJob[];
  /** With whom they talk. @default - the policy of the service is about them */
  readonly network: { readonly ingress: readonly Peer[]; readonly egress: readonly Peer[] } | undefined;
}

/** A job of a placement, complete. */
export interface PlacedJob {
  /** Of the object. */
  readonly name: string;
  readonly labels: Strings;
  readonly podLabels: Strings;
  readonly container: Omit<PlacedContainer, 'mounts'>;
  /** With which event it runs, or on which schedule. */
  readonly when: 'before' | 'after' | 'once' | PlacedSchedule;
  readonly retries: number;
  /** @default - it is never ended */
  readonly deadlineSeconds: number | undefined;
  readonly restartPolicy: 'Never' | 'OnFailure';
  readonly completions: number | undefined;
  readonly parallelism: number | undefined;
}

/** When a job runs that is made again and again. */
export interface PlacedSchedule {
  readonly schedule: string;
  readonly timeZone: string;
  readonly concurrency: 'Allow' | 'Forbid' | 'Replace';
  /** @default - a run that was missed is made up for whenever it is */
  readonly startingDeadlineSeconds: number | undefined;
  readonly suspended: boolean;
}
